import type { ProblemDocument, Raffle } from "../../contract/wire";
import { countDrawn } from "../../domain/prizes";
import { nameInText, shownName } from "../shared/names";
import { Layout } from "./layout";
import { AfterClosing } from "./manage-draw";
import { Notice } from "./problem";
import { NextChange, Progress } from "./progress";
import { QrCode } from "./qr";
import { texts } from "./visitor";
import { WinnerList, type WinnersByPrize, WinnersPager, WinnersRange } from "./winners";

interface RevealProps {
  raffle: Raffle;
  /** A page of the winners, once they are drawn. */
  winners: WinnersByPrize | undefined;
  /** The players' link. */
  link: string;
  problem: ProblemDocument | undefined;
}

/** Renders the players' link for everybody in the room. */
const Invitation = ({ link, label }: { link: string; label: string }) => (
  <div class="reveal-link">
    <QrCode text={link} label={label} />
    <p class="notranslate" translate="no">
      {link.replace(/^https?:\/\//, "")}
    </p>
  </div>
);

const BeforeClosing = ({ raffle, link }: RevealProps) => (
  <>
    <NextChange raffle={raffle} />
    <p class="reveal-lead">{raffle.status === "open" ? texts().reveal.join : texts().reveal.waiting}</p>
    <Invitation link={link} label={texts().reveal.qr} />
  </>
);

/** Renders the buttons of the presentation. client/reveal.ts shows them. */
const Controls = () => (
  <nav class="reveal-controls" aria-label={texts().reveal.controls} hidden>
    <button type="button" class="quiet" data-do="previous">
      {texts().reveal.previous}
    </button>
    <button type="button" data-do="next">
      {texts().reveal.next}
    </button>
    <button type="button" class="quiet" data-do="automatic" aria-pressed="false">
      {texts().reveal.automatic}
    </button>
    <button type="button" class="quiet" data-do="order" aria-pressed="false">
      {texts().reveal.firstFirst}
    </button>
  </nav>
);

/** Renders the winners in large type for browsers without JavaScript. */
const PlainWinners = ({ raffle, winners }: RevealProps) => (
  <noscript>
    <section id="winners" class="reveal-plain">
      {winners && (
        <>
          <WinnersRange raffle={raffle} shown={winners} />
          <WinnerList list={winners.list} />
          <WinnersPager shown={winners} path={`/manage/${raffle.raffle_id}/reveal`} />
        </>
      )}
    </section>
  </noscript>
);

/** Renders the screens that client/reveal.ts shows one after the other: the start, a prize, the end. */
const Screens = ({ raffle, link }: RevealProps) => (
  <div id="screens" hidden>
    <div class="screen" data-screen="start">
      <p class="screen-name" dir="auto" aria-hidden="true">
        {shownName(raffle.name)}
      </p>
      <p class="reveal-lead">{texts().reveal.ready}</p>
      <p class="reveal-keys">{texts().reveal.keys}</p>
    </div>
    <div class="screen" data-screen="prize" hidden>
      <p class="screen-place" />
      <h2 class="screen-prize" dir="auto">
        {texts().reveal.loading}
      </h2>
      <ul class="screen-numbers notranslate" translate="no" />
    </div>
    <div class="screen" data-screen="end" hidden>
      <p class="screen-end">{texts().reveal.end}</p>
      <p class="reveal-lead">{texts().reveal.count(countDrawn(raffle.prizes, raffle.claimed_tickets))}</p>
      <p class="reveal-keys">{texts().reveal.endHint}</p>
      <Invitation link={link} label={texts().reveal.qr} />
    </div>
  </div>
);

/** Renders all that depends on the stage. client/stage.ts replaces it when the stage changes. */
const RevealStage = (props: RevealProps) => {
  const { raffle, problem } = props;
  const { status, raffle_id: id, claimed_tickets: claimed } = raffle;
  return (
    <div id="stage" data-stage={status}>
      {problem && <Notice problem={problem} />}
      {(status === "scheduled" || status === "open") && <BeforeClosing {...props} />}
      {status === "closed" && (
        <>
          <p class="reveal-lead">{texts().reveal.closed}</p>
          <AfterClosing raffle={raffle} action={`/manage/${id}/reveal`} />
        </>
      )}
      {status === "drawn" && claimed === 0 && <p class="reveal-lead">{texts().reveal.noWinners}</p>}
      {status === "drawn" && claimed > 0 && (
        <>
          <Screens {...props} />
          <PlainWinners {...props} />
          <Controls />
        </>
      )}
    </div>
  );
};

/** Renders the page that shows the winners in public. */
export const RevealPage = (props: RevealProps) => {
  const { raffle } = props;
  return (
    <Layout title={`${texts().reveal.title} · ${nameInText(raffle.name)}`} page="reveal">
      <p class="reveal-tools">
        <a href={`/manage/${raffle.raffle_id}`}>{texts().reveal.back}</a>
        <button type="button" class="quiet" data-do="light" aria-pressed="false" hidden>
          {texts().reveal.light}
        </button>
        <button type="button" class="quiet" data-do="full-screen" hidden>
          {texts().reveal.fullScreen}
        </button>
      </p>
      <h1 dir="auto">{shownName(raffle.name)}</h1>
      <Progress raffle={raffle} />
      <p id="live" class="hint" role="status" />
      <p id="revealed" class="unseen" role="status" />
      <RevealStage {...props} />
    </Layout>
  );
};
