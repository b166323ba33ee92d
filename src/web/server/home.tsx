import type { Hono } from "hono";
import { exampleTicket } from "../../../dist/assets.js";
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

/** Renders the hidden list that client/my-tickets.ts fills in. */
const MyTickets = () => (
  <section id="my-tickets" aria-labelledby="my-tickets-heading" hidden>
    <h2 id="my-tickets-heading">{texts().home.yours}</h2>
    <ul />
    <p class="hint">{texts().home.yoursHint}</p>
    <template>
      <li>
        <a href="/" dir="auto">
          {texts().common.loading}
        </a>
        <span class="my-number notranslate" translate="no" />
        <span class="fate" dir="auto">
          {texts().common.loading}
        </span>
        <button type="button" class="subtle" hidden>
          {texts().ticket.remove}
        </button>
      </li>
    </template>
  </section>
);

interface HomeProps {
  raffles: RaffleSummary[];
  next: URLSearchParams | undefined;
  isContinued: boolean;
}

const HomePage = ({ raffles, next, isContinued }: HomeProps) => (
  <Layout
    title={texts().home.title}
    page="home"
    preview={{ title: texts().home.headline, description: texts().home.lead, path: "/" }}
  >
    <div class="hero">
      <div>
        <h1>{texts().home.headline}</h1>
        <p class="lead">{texts().home.lead}</p>
      </div>
      <img class="example" src={exampleTicket.path} alt={texts().home.example} width="600" height="270" />
    </div>
    <MyTickets />
    {raffles.length === 0 && <p class="empty">{texts().home.none}</p>}
    <Cards raffles={raffles} path="/r" details={(raffle) => <ShortPrizes raffle={raffle} />} />
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
