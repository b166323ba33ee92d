import type { Hono } from "hono";
import type { RaffleSummary } from "../../contract/wire";
import type { App } from "../../http/guard";
import { shownName } from "../shared/names";
import { common, home } from "../texts/en";
import { apiFor, readAnswer } from "./api-client";
import { Card } from "./card";
import { Layout } from "./layout";
import { problemPage } from "./problem";
import { type Reader, readerOf } from "./reader";

const ShortPrizes = ({ raffle, reader }: { raffle: RaffleSummary; reader: Reader }) => {
  const { prizes, prize_count: count } = raffle;
  const more = (count ?? 0) - prizes.length;
  if (prizes.length === 0) return null;
  return (
    <ul class="short-prizes" aria-label={common.prizes}>
      {prizes.map(({ name, amount }) => (
        <li>
          {amount > 1 && <span class="amount">{reader.number(amount)} × </span>}
          <bdi>{shownName(name)}</bdi>
        </li>
      ))}
      {more > 0 && <li>+ {reader.number(more)}</li>}
    </ul>
  );
};

/** Where a list of raffles goes on, and back to its beginning. */
export const Pager = ({
  path,
  next,
  begun,
}: {
  path: string;
  next: URLSearchParams | undefined;
  begun: boolean;
}) =>
  next || begun ? (
    <nav class="pager" aria-label={common.older}>
      {begun && <a href={path}>{common.newest}</a>}
      {next && <a href={`${path}?${next}`}>{common.older}</a>}
    </nav>
  ) : null;

/** Adds GET /: what this is, and the raffles. */
export function homePage(app: Hono<App>): void {
  app.get("/", async (c) => {
    const summaries = await apiFor(c).raffles.summaries.index.$get({ query: c.req.query() });
    const listed = await readAnswer(c, summaries);
    if (!listed.ok) return problemPage(c, listed.problem);
    const reader = readerOf(c);
    return c.html(
      <Layout title={home.title} page="home">
        <h1>{home.title}</h1>
        <p class="lead">{home.lead}</p>
        <h2>{home.list}</h2>
        {listed.value.length === 0 && <p>{home.none}</p>}
        <ul class="cards">
          {listed.value.map((raffle) => (
            <Card raffle={raffle} path="/r" reader={reader}>
              <ShortPrizes raffle={raffle} reader={reader} />
            </Card>
          ))}
        </ul>
        <Pager path="/" next={listed.next} begun={c.req.query("cursor") !== undefined} />
      </Layout>,
    );
  });
}
