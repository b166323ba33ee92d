import type { Hono } from "hono";
import type { RaffleSummary } from "../../contract/wire";
import type { App } from "../../http/guard";
import { shownName } from "../shared/names";
import { common, home } from "../texts/en";
import { apiFor, readAnswer } from "./api-client";
import { Cards } from "./card";
import { type Formatter, formatterFor } from "./formatter";
import { Layout } from "./layout";
import { problemPage } from "./problem";

const ShortPrizes = ({ raffle, format }: { raffle: RaffleSummary; format: Formatter }) => {
  const { prizes, prize_count: count } = raffle;
  const more = (count ?? 0) - prizes.length;
  if (prizes.length === 0) return null;
  return (
    <ul class="short-prizes" aria-label={common.prizes}>
      {prizes.map(({ name, amount }) => (
        <li>
          {amount > 1 && <span class="amount">{format.number(amount)} × </span>}
          <bdi>{shownName(name)}</bdi>
        </li>
      ))}
      {more > 0 && <li>+ {format.number(more)}</li>}
    </ul>
  );
};

/** Renders the links to the next and the first page of a list. */
export const Pager = ({
  path,
  next,
  isContinued,
}: {
  path: string;
  next: URLSearchParams | undefined;
  isContinued: boolean;
}) =>
  next || isContinued ? (
    <nav class="pager" aria-label={common.older}>
      {isContinued && <a href={path}>{common.newest}</a>}
      {next && <a href={`${path}?${next}`}>{common.older}</a>}
    </nav>
  ) : null;

/** Adds the home page. */
export function homePage(app: Hono<App>): void {
  app.get("/", async (c) => {
    const summaries = await apiFor(c)["raffle-summaries"].$get({ query: c.req.query() });
    const listed = await readAnswer(c, summaries);
    if (!listed.ok) return problemPage(c, listed.problem);
    const format = formatterFor(c);
    return c.html(
      <Layout title={home.title} page="home">
        <h1>{home.title}</h1>
        <p class="lead">{home.lead}</p>
        {listed.value.length === 0 && <p>{home.none}</p>}
        <Cards
          raffles={listed.value}
          path="/r"
          format={format}
          details={(raffle) => (
            <>
              <ShortPrizes raffle={raffle} format={format} />
              {/* client/my-tickets.ts shows here the visitor's tickets and prizes. */}
              <p class="mine" hidden />
            </>
          )}
        />
        <Pager path="/" next={listed.next} isContinued={c.req.query("cursor") !== undefined} />
      </Layout>,
    );
  });
}
