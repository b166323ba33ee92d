import type { ProblemDocument, Raffle, RaffleSummary, Transcript } from "../../contract/wire";
import { nameInText, shownName } from "../shared/names";
import type { AwardsPage } from "./awards-view";
import { Cards } from "./card";
import { Deletion } from "./deletion";
import type { Draft } from "./draft";
import { Pager } from "./home";
import { Layout } from "./layout";
import { ManageStage } from "./manage-draw";
import { NewRaffle } from "./new-raffle";
import { hasPasses, ManagePasses } from "./passes-view";
import { Prizes } from "./prizes";
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

interface ListProps {
  raffles: RaffleSummary[];
  next: URLSearchParams | undefined;
  isContinued: boolean;
  draft: Draft;
  problem: ProblemDocument | undefined;
}

/** Renders the form for a new raffle and the list of raffles. */
export const ManagePage = ({ raffles, next, isContinued, draft, problem }: ListProps) => (
  <Layout title={texts().manage.title} page="manage">
    <h1>{texts().manage.title}</h1>
    <section aria-labelledby="create-heading" class="card">
      <h2 id="create-heading">{texts().manage.create}</h2>
      <NewRaffle draft={draft} {...(problem && { problem })} />
    </section>
    {raffles.length === 0 && <p>{texts().manage.none}</p>}
    <Cards raffles={raffles} path="/manage" />
    <Pager path="/manage" next={next} isContinued={isContinued} />
  </Layout>
);

interface RaffleProps {
  raffle: Raffle;
  /** What ended the claims. Is null until then. */
  closedBy: Transcript["closed_by"];
  /** The players' link. */
  link: string;
  problem: ProblemDocument | undefined;
  /** The page of all prizes to show, from 1. Undefined shows the first prizes. */
  prizePage: number | undefined;
  /** Is undefined until the winners are drawn. */
  awards: AwardsPage | undefined;
}

/** Renders the managers' page of one raffle. */
export const ManageRafflePage = ({ raffle, closedBy, link, problem, prizePage, awards }: RaffleProps) => (
  <Layout title={`${nameInText(raffle.name)} · ${texts().manage.title}`} page="manage-raffle">
    <p>
      <a href="/manage">{texts().manage.back}</a>
    </p>
    <StageMark raffle={raffle} />
    <h1 dir="auto">{shownName(raffle.name)}</h1>
    <Progress raffle={raffle} />
    <p id="live" class="hint" role="status" />
    <section aria-labelledby="draw-heading">
      <h2 id="draw-heading">{texts().manage.draw}</h2>
      <ManageStage raffle={raffle} problem={problem} awards={awards} />
    </section>
    <section aria-labelledby="link-heading" class="invitation">
      <h2 id="link-heading">{texts().manage.link}</h2>
      <QrCode text={link} label={texts().manage.qr} />
      <p>
        <a class="link notranslate" translate="no" href={`/r/${raffle.raffle_id}`}>
          {link}
        </a>
      </p>
      <p class="actions" hidden>
        <button type="button" class="quiet" data-do="copy-link">
          {texts().manage.copyLink}
        </button>
      </p>
      <p>
        <a class="button quiet" href={`/manage/${raffle.raffle_id}/poster`}>
          {texts().poster.link}
        </a>
      </p>
    </section>
    {hasPasses(raffle) && <ManagePasses raffle={raffle} />}
    <Prizes
      raffle={raffle}
      page={prizePage}
      path={`/manage/${raffle.raffle_id}`}
      answersForm={problem !== undefined}
    />
    <Timetable raffle={raffle} closedBy={closedBy} />
    <Deletion raffle={raffle} />
  </Layout>
);
