import type { ProblemDocument, Raffle, RaffleSummary, Transcript } from "../../contract/wire";
import { nameInText, shownName } from "../shared/names";
import type { AwardsPage } from "./awards-view";
import { Cards } from "./card";
import { Deletion, type TypedDeletion } from "./deletion";
import { Pager } from "./home";
import { Layout } from "./layout";
import { ManageStage } from "./manage-draw";
import { hasPasses, ManagePasses } from "./passes-view";
import { Prizes } from "./prizes";
import { titleWith } from "./problem";
import { Progress, StageMark } from "./progress";
import { QrCode } from "./qr";
import { Timetable } from "./timetable";
import { texts } from "./visitor";

/** Renders the page for callers who are not managers. */
export const NotManagerPage = ({ address }: { address: string | undefined }) => (
  <Layout title={texts().manage.title} page="refused">
    <h1>{texts().manage.notManagerTitle}</h1>
    <p class="lead">{texts().manage.notManager}</p>
    <p>
      <a class="button" href="/">
        {texts().manage.toRaffles}
      </a>
    </p>
    <details class="more">
      <summary>{texts().manage.organiseHere}</summary>
      <p>{address ? texts().manage.addAddress(address) : texts().manage.addUnknownAddress}</p>
    </details>
  </Layout>
);

const NewRaffleLink = () => (
  <a class="button" href="/manage/new">
    {texts().manage.create}
  </a>
);

interface ListProps {
  raffles: RaffleSummary[];
  next: URLSearchParams | undefined;
  isContinued: boolean;
}

/** Renders the list of raffles, with the way to a new one. */
export function ManagePage({ raffles, next, isContinued }: ListProps) {
  const isEmpty = raffles.length === 0 && !isContinued;
  return (
    <Layout title={texts().manage.title} page="manage">
      <div class="title-row">
        <h1>{texts().manage.title}</h1>
        {!isEmpty && <NewRaffleLink />}
      </div>
      {isEmpty && (
        <div class="empty">
          <p>{texts().manage.none}</p>
          <NewRaffleLink />
        </div>
      )}
      <Cards raffles={raffles} path="/manage" />
      <Pager path="/manage" next={next} isContinued={isContinued} />
    </Layout>
  );
}

interface RaffleProps {
  raffle: Raffle;
  /** What ended the claims. Is null until then. */
  closedBy: Transcript["closed_by"];
  /** The players' link. */
  link: string;
  /** Why a form failed. */
  problem: ProblemDocument | undefined;
  /** Is set if the form that deletes the raffle failed. */
  typedDeletion?: TypedDeletion | undefined;
  /** The page of all prizes to show, from 1. Undefined shows the first prizes. */
  prizePage: number | undefined;
  /** Is undefined until the winners are drawn. */
  awards: AwardsPage | undefined;
}

/** Renders the players' link, ways to copy it, and its QR code. */
const Invitation = ({ raffle, link }: Pick<RaffleProps, "raffle" | "link">) => (
  <section aria-labelledby="link-heading" class="invitation">
    <h2 id="link-heading">{texts().manage.link}</h2>
    <QrCode text={link} label={texts().manage.qr} />
    <p>
      <a class="link notranslate" translate="no" href={`/r/${raffle.raffle_id}`}>
        {link}
      </a>
    </p>
    <div class="choices">
      <button type="button" class="quiet" data-do="copy-link" hidden>
        {texts().manage.copyLink}
      </button>
      <a class="button quiet" href={`/manage/${raffle.raffle_id}/poster`}>
        {texts().poster.link}
      </a>
    </div>
  </section>
);

/** Renders the managers' page of one raffle. */
export const ManageRafflePage = (props: RaffleProps) => {
  const { raffle, closedBy, link, problem, typedDeletion, prizePage, awards } = props;
  const title = titleWith(problem, `${nameInText(raffle.name)} · ${texts().manage.title}`);
  return (
    <Layout title={title} page="manage-raffle">
      <p class="back">
        <a href="/manage">{texts().manage.back}</a>
      </p>
      <StageMark raffle={raffle} />
      <h1 dir="auto">{shownName(raffle.name)}</h1>
      <div class="board">
        <div>
          <Progress raffle={raffle} />
          <p id="live" class="hint" role="status" />
          <section aria-labelledby="draw-heading">
            <h2 id="draw-heading">{texts().manage.draw}</h2>
            <ManageStage raffle={raffle} problem={typedDeletion ? undefined : problem} awards={awards} />
          </section>
        </div>
        <div class="aside card">
          <Invitation raffle={raffle} link={link} />
          {hasPasses(raffle) && <ManagePasses raffle={raffle} />}
          <Timetable raffle={raffle} closedBy={closedBy} />
        </div>
        <div>
          <Prizes
            raffle={raffle}
            page={prizePage}
            path={`/manage/${raffle.raffle_id}`}
            answersForm={problem !== undefined}
          />
          <Deletion raffle={raffle} problem={typedDeletion && problem} typed={typedDeletion} />
        </div>
      </div>
    </Layout>
  );
};
