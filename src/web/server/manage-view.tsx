import type { ProblemDocument, Raffle, RaffleSummary, Transcript } from "../../contract/wire";
import { nameInText, shownName } from "../shared/names";
import { poster, manage as texts } from "../texts/en";
import type { AwardsPage } from "./awards-view";
import { Cards } from "./card";
import { Deletion } from "./deletion";
import type { Draft } from "./draft";
import type { Formatter } from "./formatter";
import { Pager } from "./home";
import { Layout } from "./layout";
import { ManageStage } from "./manage-draw";
import { NewRaffle } from "./new-raffle";
import { hasPasses, ManagePasses } from "./passes-view";
import { Prizes } from "./prizes";
import { Progress, StageMark } from "./progress";
import { QrCode } from "./qr";
import { Timetable } from "./timetable";

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
    {raffles.length === 0 && <p>{texts.none}</p>}
    <Cards raffles={raffles} path="/manage" format={format} />
    <Pager path="/manage" next={next} isContinued={isContinued} />
  </Layout>
);

interface RaffleProps {
  raffle: Raffle;
  /** What ended the claims. Is null until then. */
  closedBy: Transcript["closed_by"];
  format: Formatter;
  /** The players' link. */
  link: string;
  problem: ProblemDocument | undefined;
  /** The page of all prizes to show, from 1. Undefined shows the first prizes. */
  prizePage: number | undefined;
  /** Is undefined until the winners are drawn. */
  awards: AwardsPage | undefined;
}

/** Renders the managers' page of one raffle. */
export const ManageRafflePage = ({
  raffle,
  closedBy,
  format,
  link,
  problem,
  prizePage,
  awards,
}: RaffleProps) => (
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
      <ManageStage raffle={raffle} format={format} problem={problem} awards={awards} />
    </section>
    <section aria-labelledby="link-heading" class="invitation">
      <h2 id="link-heading">{texts.link}</h2>
      <QrCode text={link} label={texts.qr} />
      <p>
        <a class="link notranslate" translate="no" href={`/r/${raffle.raffle_id}`}>
          {link}
        </a>
      </p>
      <p class="actions" hidden>
        <button type="button" class="quiet" data-do="copy-link">
          {texts.copyLink}
        </button>
      </p>
      <p>
        <a class="button quiet" href={`/manage/${raffle.raffle_id}/poster`}>
          {poster.link}
        </a>
      </p>
    </section>
    {hasPasses(raffle) && <ManagePasses raffle={raffle} format={format} />}
    <Prizes
      raffle={raffle}
      format={format}
      page={prizePage}
      path={`/manage/${raffle.raffle_id}`}
      answersForm={problem !== undefined}
    />
    <Timetable raffle={raffle} closedBy={closedBy} format={format} />
    <Deletion raffle={raffle} format={format} />
  </Layout>
);
