import type { ProblemDocument, Raffle, RaffleSummary } from "../../contract/wire";
import { nameInText, shownName } from "../shared/names";
import { manage as texts } from "../texts/en";
import { Card } from "./card";
import type { Formatter } from "./formatter";
import { Pager } from "./home";
import { Layout } from "./layout";
import { type Draft, NewRaffle } from "./new-raffle";
import { Prizes } from "./prizes";
import { Notice } from "./problem";
import { Progress, StageMark, stageOf } from "./progress";
import { QrCode } from "./qr";

/** Renders the page for callers who are not managers. */
export const NotManagerPage = ({ address }: { address: string | undefined }) => (
  <Layout title={texts.title} page="refused">
    <h1>{texts.notManagerTitle}</h1>
    <p class="lead">{texts.notManager(address ?? texts.unknownAddress)}</p>
  </Layout>
);

interface ListProps {
  raffles: RaffleSummary[];
  next: URLSearchParams | undefined;
  isContinued: boolean;
  format: Formatter;
  draft: Draft;
  problem: ProblemDocument | undefined;
}

/** Renders the form for a new raffle and the list of raffles. */
export const ManagePage = ({ raffles, next, isContinued, format, draft, problem }: ListProps) => (
  <Layout title={texts.title} page="manage">
    <h1>{texts.title}</h1>
    <section aria-labelledby="create-heading" class="card">
      <h2 id="create-heading">{texts.create}</h2>
      <NewRaffle draft={draft} {...(problem && { problem })} />
    </section>
    <h2>{texts.list}</h2>
    {raffles.length === 0 && <p>{texts.none}</p>}
    <ul class="cards">
      {raffles.map((raffle) => (
        <Card raffle={raffle} path="/manage" format={format} />
      ))}
    </ul>
    <Pager path="/manage" next={next} isContinued={isContinued} />
  </Layout>
);

/** Renders the draw button. It is disabled while tickets remain, and asks for confirmation. */
const DrawButton = ({ raffle, format }: { raffle: Raffle; format: Formatter }) => {
  const stage = stageOf(raffle);
  const { due } = raffle.draw;
  if (stage === "open") {
    return (
      <>
        <button type="button" disabled aria-describedby="missing">
          {texts.drawButton}
        </button>
        <p id="missing">{texts.drawMissing(raffle.available_tickets, format.number)}</p>
      </>
    );
  }
  return (
    <>
      {due && (
        <p class="due" data-wait={Math.max(0, Date.parse(due) - Date.now())} role="timer">
          {texts.beacon} <time datetime={due}>{format.dateTime(due)}</time>
        </p>
      )}
      <details class="confirm">
        <summary class="button">{texts.drawButton}</summary>
        <form id="draw" method="post" action={`/manage/${raffle.raffle_id}/draw`}>
          <p>{texts.drawConfirm}</p>
          <button type="submit">{texts.drawNow}</button>
        </form>
      </details>
    </>
  );
};

const DrawResult = ({ raffle, format }: { raffle: Raffle; format: Formatter }) => (
  <>
    <p class="notice good">
      {texts.drawDone(
        raffle.prizes.reduce((sum, { amount }) => sum + amount, 0),
        format.number,
      )}
    </p>
    <p>
      <a class="button quiet" href={`/r/${raffle.raffle_id}/winners.csv`} download>
        {texts.csv}
      </a>
    </p>
  </>
);

interface RaffleProps {
  raffle: Raffle;
  format: Formatter;
  /** The players' link. */
  link: string;
  problem: ProblemDocument | undefined;
  /** Shows every prize, however many there are. */
  allPrizes: boolean;
}

/** Renders the managers' page of one raffle. */
export const ManageRafflePage = ({ raffle, format, link, problem, allPrizes }: RaffleProps) => (
  <Layout title={`${nameInText(raffle.name)} · ${texts.title}`} page="manage-raffle">
    <p>
      <a href="/manage">{texts.back}</a>
    </p>
    <StageMark raffle={raffle} />
    <h1 dir="auto">{shownName(raffle.name)}</h1>
    <Progress raffle={raffle} format={format} />
    <p id="live" class="hint" role="status" />
    <section aria-labelledby="draw-heading">
      <h2 id="draw-heading">{texts.draw}</h2>
      <div id="stage" data-stage={stageOf(raffle)}>
        {problem && <Notice problem={problem} />}
        {raffle.winners_drawn ? (
          <DrawResult raffle={raffle} format={format} />
        ) : (
          <DrawButton raffle={raffle} format={format} />
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
      format={format}
      all={allPrizes}
      path={`/manage/${raffle.raffle_id}`}
      answersForm={problem !== undefined}
    />
  </Layout>
);
