import type { Hono } from "hono";
import type { Raffle } from "../../contract/wire";
import type { App } from "../../http/guard";
import { nameInText, shownName } from "../shared/names";
import { readRaffle } from "./api-client";
import { Layout } from "./layout";
import { rejectNonManagers } from "./manage";
import { problemPage } from "./problem";
import { QrCode } from "./qr";
import { dateTime, showPage, texts } from "./visitor";

/** How many prizes a poster names. */
const MAX_PRIZES_SHOWN = 4;

/** Up to this length, a name is printed in the largest type. */
const SHORT_NAME_LENGTH = 24;

/** Up to this length, a name is printed in large type. Longer ones take up to seven lines. */
const MEDIUM_NAME_LENGTH = 50;

function sizeOf(name: string): "short" | "medium" | "long" {
  const { length } = name;
  if (length <= SHORT_NAME_LENGTH) return "short";
  return length <= MEDIUM_NAME_LENGTH ? "medium" : "long";
}

interface PosterProps {
  raffle: Raffle;
  /** The players' link. */
  link: string;
}

const PosterPrizes = ({ raffle: { prizes } }: Omit<PosterProps, "link">) => {
  const more = prizes.slice(MAX_PRIZES_SHOWN).reduce((sum, { amount }) => sum + amount, 0);
  return (
    <div class="poster-prizes">
      <p>{texts().poster.prizes}</p>
      <ul>
        {prizes.slice(0, MAX_PRIZES_SHOWN).map(({ name, amount }) => (
          <li>
            {amount > 1 && `${texts().number(amount)} × `}
            <bdi>{shownName(name)}</bdi>
          </li>
        ))}
        {more > 0 && <li>{texts().poster.more(more)}</li>}
      </ul>
    </div>
  );
};

/** Renders the sheet. It fits on A4 and on Letter (style/poster.css). */
const Sheet = ({ raffle, link }: PosterProps) => (
  <article class="poster">
    <p class={`poster-name ${sizeOf(shownName(raffle.name))}`} dir="auto">
      {shownName(raffle.name)}
    </p>
    <PosterPrizes raffle={raffle} />
    {raffle.opens_at && raffle.status === "scheduled" && (
      <p class="poster-time">
        {texts().common.opens} <time datetime={raffle.opens_at}>{dateTime(raffle.opens_at)}</time>
      </p>
    )}
    {raffle.closes_at && raffle.closed_at === null && (
      <p class="poster-time">
        {texts().poster.closes} <time datetime={raffle.closes_at}>{dateTime(raffle.closes_at)}</time>
      </p>
    )}
    <QrCode text={link} label={texts().poster.qr} />
    <p class="poster-link notranslate" translate="no">
      {link.replace(/^https?:\/\//, "")}
    </p>
    <ol class="poster-how" aria-label={texts().poster.how}>
      <li>{texts().poster.scan}</li>
      <li>
        {raffle.admission === "pass" ? texts().poster.pass : texts().poster.claim(texts().raffle.claim)}
      </li>
      <li>{texts().poster.keep}</li>
    </ol>
  </article>
);

const PosterPage = (props: PosterProps) => {
  const { raffle } = props;
  return (
    <Layout title={`${texts().poster.title} · ${nameInText(raffle.name)}`} page="poster">
      <div class="poster-tools">
        <p>
          <a href={`/manage/${raffle.raffle_id}`}>{texts().poster.back}</a>
        </p>
        <h1>{texts().poster.title}</h1>
        <p class="hint">{texts().poster.hint}</p>
        <p class="actions" hidden>
          <button type="button" data-do="print">
            {texts().poster.print}
          </button>
        </p>
      </div>
      <Sheet {...props} />
    </Layout>
  );
};

/** Adds the page that prints a poster. */
export function posterPage(app: Hono<App>): void {
  app.get("/manage/:raffle_id/poster", rejectNonManagers, async (c) => {
    const found = await readRaffle(c);
    if (!found.ok) return problemPage(c, found.problem);
    const link = new URL(`/r/${found.value.raffle_id}`, c.req.url).href;
    return showPage(c, <PosterPage raffle={found.value} link={link} />);
  });
}
