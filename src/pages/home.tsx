import type { Hono } from "hono";
import type { App } from "../door/guard";
import { askThrough, type Raffle } from "./ask";
import { Layout } from "./layout";
import { problemPage } from "./problem";
import { Progress, StageMark } from "./progress";
import { type Reader, readerOf } from "./reader";
import { common, home } from "./texts";

const Card = ({ raffle, reader }: { raffle: Raffle; reader: Reader }) => (
  <li class="card">
    <div class="card-head">
      <h3>
        <a href={`/r/${raffle.raffle_id}`} dir="auto">
          {raffle.name}
        </a>
      </h3>
      <StageMark raffle={raffle} />
    </div>
    <ShortPrizes raffle={raffle} reader={reader} />
    <Progress raffle={raffle} reader={reader} />
  </li>
);

/** As many prizes as a list of raffles names. */
const SHOWN = 3;

const ShortPrizes = ({ raffle: { prizes }, reader }: { raffle: Raffle; reader: Reader }) => (
  <ul class="short-prizes" aria-label={common.prizes}>
    {prizes.slice(0, SHOWN).map(({ name, amount }) => (
      <li>
        {amount > 1 && <span class="amount">{reader.number(amount)} × </span>}
        <bdi>{name}</bdi>
      </li>
    ))}
    {prizes.length > SHOWN && <li>+ {reader.number(prizes.length - SHOWN)}</li>}
  </ul>
);

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
  const ask = askThrough(app);
  app.get("/", async (c) => {
    const listed = await ask<Raffle[]>(c, "GET", `/raffles/${new URL(c.req.url).search}`);
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
            <Card raffle={raffle} reader={reader} />
          ))}
        </ul>
        <Pager path="/" next={listed.next} begun={c.req.query("cursor") !== undefined} />
      </Layout>,
    );
  });
}
