import type { Hono } from "hono";
import type { RaffleSummary } from "../../contract/wire";
import type { App } from "../../http/guard";
import { shownName } from "../shared/names";
import { apiFor, readAnswer } from "./api-client";
import { Cards } from "./card";
import { Layout } from "./layout";
import { problemPage } from "./problem";
import { showPage, texts } from "./visitor";

const ShortPrizes = ({ raffle }: { raffle: RaffleSummary }) => {
  const { prizes, prize_count: count } = raffle;
  const more = (count ?? 0) - prizes.length;
  if (prizes.length === 0) return null;
  return (
    <ul class="short-prizes" aria-label={texts().common.prizes}>
      {prizes.map(({ name, amount }) => (
        <li>
          {amount > 1 && <span class="amount">{texts().number(amount)} × </span>}
          <bdi>{shownName(name)}</bdi>
        </li>
      ))}
      {more > 0 && <li>{texts().common.morePrizes(more)}</li>}
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
    <nav class="pager" aria-label={texts().common.older}>
      {isContinued && <a href={path}>{texts().common.newest}</a>}
      {next && <a href={`${path}?${next}`}>{texts().common.older}</a>}
    </nav>
  ) : null;

interface HomeProps {
  raffles: RaffleSummary[];
  next: URLSearchParams | undefined;
  isContinued: boolean;
}

const HomePage = ({ raffles, next, isContinued }: HomeProps) => (
  <Layout title={texts().home.title} page="home">
    <h1>{texts().home.title}</h1>
    <p class="lead">{texts().home.lead}</p>
    {raffles.length === 0 && <p>{texts().home.none}</p>}
    <Cards
      raffles={raffles}
      path="/r"
      details={(raffle) => (
        <>
          <ShortPrizes raffle={raffle} />
          {/* client/my-tickets.ts shows here the visitor's tickets and prizes. */}
          <p class="mine" hidden />
        </>
      )}
    />
    <Pager path="/" next={next} isContinued={isContinued} />
  </Layout>
);

/** Adds the home page. */
export function homePage(app: Hono<App>): void {
  app.get("/", async (c) => {
    const summaries = await apiFor(c)["raffle-summaries"].$get({ query: c.req.query() });
    const listed = await readAnswer(c, summaries);
    if (!listed.ok) return problemPage(c, listed.problem);
    const isContinued = c.req.query("cursor") !== undefined;
    return showPage(c, <HomePage raffles={listed.value} next={listed.next} isContinued={isContinued} />);
  });
}
