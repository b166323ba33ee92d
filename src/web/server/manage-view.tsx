import type { ProblemDocument, Raffle, RaffleSummary } from "../../contract/wire";
import { nameInText, shownName } from "../shared/names";
import { manage as texts } from "../texts/en";
import { Card } from "./card";
import { Pager } from "./home";
import { Layout } from "./layout";
import { type Draft, NewRaffle } from "./new-raffle";
import { Prizes } from "./prizes";
import { Notice } from "./problem";
import { Progress, StageMark, stageOf } from "./progress";
import { QrCode } from "./qr";
import type { Reader } from "./reader";

/** The page for who is no manager. */
export const Refused = ({ address }: { address: string | undefined }) => (
  <Layout title={texts.title} page="refused">
    <h1>{texts.refusedTitle}</h1>
    <p class="lead">{texts.refused(address ?? texts.unknownAddress)}</p>
  </Layout>
);

interface ListView {
  raffles: RaffleSummary[];
  next: URLSearchParams | undefined;
  begun: boolean;
  reader: Reader;
  draft: Draft;
  problem: ProblemDocument | undefined;
}

/** The managers' page: a new raffle, and those there are. */
export const ManagePage = ({ raffles, next, begun, reader, draft, problem }: ListView) => (
  <Layout title={texts.title} page="manage">
    <h1>{texts.title}</h1>
    <section aria-labelledby="create-heading" class="card">
      <h2 id="create-heading">{texts.create}</h2>
      <NewRaffle draft={draft} {...(problem && { problem })} />
    </section>
    <h2>{texts.yours}</h2>
    {raffles.length === 0 && <p>{texts.none}</p>}
    <ul class="cards">
      {raffles.map((raffle) => (
        <Card raffle={raffle} path="/manage" reader={reader} />
      ))}
    </ul>
    <Pager path="/manage" next={next} begun={begun} />
  </Layout>
);

/** The button that draws: off until it can, and asking once. */
const Draw = ({ raffle, reader }: { raffle: Raffle; reader: Reader }) => {
  const stage = stageOf(raffle);
  const { due } = raffle.draw;
  if (stage === "open") {
    return (
      <>
        <button type="button" disabled aria-describedby="missing">
          {texts.drawButton}
        </button>
        <p id="missing">{texts.drawMissing(raffle.available_tickets, reader.number)}</p>
      </>
    );
  }
  return (
    <>
      {due && (
        <p class="due" data-wait={Math.max(0, Date.parse(due) - Date.now())} role="timer">
          {texts.beacon} <time datetime={due}>{reader.dateTime(due)}</time>
        </p>
      )}
      <details class="confirm">
        <summary class="button">{texts.drawButton}</summary>
        <form id="draw" method="post" action={`/manage/${raffle.raffle_id}/draw`}>
          <p>{texts.drawSure}</p>
          <button type="submit">{texts.drawNow}</button>
        </form>
      </details>
    </>
  );
};

const Drawn = ({ raffle, reader }: { raffle: Raffle; reader: Reader }) => (
  <>
    <p class="notice good">
      {texts.drawDone(
        raffle.prizes.reduce((sum, { amount }) => sum + amount, 0),
        reader.number,
      )}
    </p>
    <p>
      <a class="button quiet" href={`/r/${raffle.raffle_id}/winners.csv`} download>
        {texts.csv}
      </a>
    </p>
  </>
);

interface OneView {
  raffle: Raffle;
  reader: Reader;
  /** What players are given. */
  link: string;
  problem: ProblemDocument | undefined;
  /** Whether the reader asked for all prizes. */
  allPrizes: boolean;
}

/** The managers' page of one raffle. */
export const ManageRafflePage = ({ raffle, reader, link, problem, allPrizes }: OneView) => (
  <Layout title={`${nameInText(raffle.name)} · ${texts.title}`} page="manage-raffle">
    <p>
      <a href="/manage">{texts.back}</a>
    </p>
    <StageMark raffle={raffle} />
    <h1 dir="auto">{shownName(raffle.name)}</h1>
    <Progress raffle={raffle} reader={reader} />
    <p id="live" class="hint" role="status" />
    <section aria-labelledby="draw-heading">
      <h2 id="draw-heading">{texts.draw}</h2>
      <div id="stage" data-stage={stageOf(raffle)}>
        {problem && <Notice problem={problem} />}
        {raffle.winners_drawn ? (
          <Drawn raffle={raffle} reader={reader} />
        ) : (
          <Draw raffle={raffle} reader={reader} />
        )}
      </div>
    </section>
    <section aria-labelledby="link-heading" class="invitation">
      <h2 id="link-heading">{texts.link}</h2>
      <QrCode text={link} label={texts.qr} />
      <p>
        <a class="link" href={`/r/${raffle.raffle_id}`}>
          {link}
        </a>
      </p>
      <p class="actions" hidden>
        <button type="button" class="quiet" data-do="copy-link">
          {texts.copyLink}
        </button>
        <button type="button" class="quiet" data-do="print">
          {texts.print}
        </button>
      </p>
    </section>
    <Prizes
      raffle={raffle}
      reader={reader}
      all={allPrizes}
      path={`/manage/${raffle.raffle_id}`}
      answersForm={problem !== undefined}
    />
  </Layout>
);
