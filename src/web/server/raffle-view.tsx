import { judge } from "../../../dist/assets.js";
import type { ProblemDocument, Raffle, Verdict } from "../../contract/wire";
import { nameInText, shownName } from "../shared/names";
import { common, proof, raffle as texts } from "../texts/en";
import { Layout } from "./layout";
import { Prizes } from "./prizes";
import { codeOf, Notice, wordsFor } from "./problem";
import { Progress, StageMark, stageOf } from "./progress";
import type { Reader } from "./reader";
import { FreshTicket, type Given, TicketTemplate } from "./ticket";
import { type ShownWinners, Winners } from "./winners";

/** What a form has brought about. */
export interface Outcome {
  /** The claim's: what went wrong, or the ticket; with the key that the form had, if it can be one. */
  claim?: { problem: ProblemDocument; key: string | undefined } | Given;
  /** The check's: what was typed, and what is told. */
  check?: { number: string; code: string; told: ProblemDocument | Verdict };
}

interface View {
  raffle: Raffle;
  reader: Reader;
  winners: ShownWinners | undefined;
  outcome: Outcome;
  /** Whether the reader asked for all prizes. */
  allPrizes: boolean;
}

/**
 * The one large button. The key makes a repeated form, after a reload say, get the same ticket; so a form that was sent
 * comes back with the key that it had, and tells the script what it was refused for.
 */
const Claim = ({ raffle, claim }: { raffle: Raffle; claim: Outcome["claim"] }) => (
  <form
    id="claim"
    method="post"
    action={`/r/${raffle.raffle_id}/ticket`}
    data-refused={claim?.key && "problem" in claim ? codeOf(claim.problem) : undefined}
  >
    <input type="hidden" name="key" value={claim?.key ?? crypto.randomUUID()} />
    <button type="submit" class="large">
      {texts.claim}
    </button>
    <p class="hint">{texts.claimNote}</p>
    <p class="notice" role="status" />
  </form>
);

function Verdicts({ told }: { told: ProblemDocument | Verdict }) {
  if (!("has_won" in told)) return <Notice problem={told} />;
  return (
    <div class={`notice ${told.has_won ? "good" : ""}`}>
      <p dir="auto">
        <strong>{told.has_won ? texts.won(nameInText(told.prize)) : texts.notWon}</strong>
      </p>
      <p>{told.has_won ? texts.wonHint : texts.notWonHint}</p>
    </div>
  );
}

const Check = ({ raffle, check }: { raffle: Raffle; check: Outcome["check"] }) => (
  <section id="check" aria-labelledby="check-heading">
    <h2 id="check-heading">{texts.check}</h2>
    <p>{texts.checkNote}</p>
    <form method="post" action={`/r/${raffle.raffle_id}/check#check`}>
      <label for="ticket_number">{texts.number}</label>
      <input
        id="ticket_number"
        name="ticket_number"
        inputmode="numeric"
        autocomplete="off"
        required
        value={check?.number ?? ""}
      />
      <label for="verification_code">{texts.code}</label>
      <input
        id="verification_code"
        name="verification_code"
        class="mono notranslate"
        translate="no"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        required
        value={check?.code ?? ""}
      />
      <button type="submit">{texts.checkButton}</button>
      <div class="verdict" aria-live="polite">
        {check && <Verdicts told={check.told} />}
      </div>
    </form>
  </section>
);

/** Made to work by client/draw-check.ts. */
const Proof = ({ raffle }: { raffle: Raffle }) => (
  <section id="proof" aria-labelledby="proof-heading" data-worker={judge.path} hidden>
    <h2 id="proof-heading">{proof.heading}</h2>
    <p class="proves">{raffle.draw.entropy === "local" ? proof.local : proof.drand}</p>
    <button type="button" class="quiet">
      {proof.button}
    </button>
    <p class="notice" role="status" />
    <dl class="facts" />
  </section>
);

/** Everything that is another thing at another stage: client/stage.ts fetches it anew when the raffle moves on. */
const StageView = ({ raffle, reader, winners, outcome: { claim, check } }: Omit<View, "allPrizes">) => {
  const stage = stageOf(raffle);
  return (
    <div id="stage" data-stage={stage}>
      {claim && "problem" in claim && <Notice problem={claim.problem} />}
      {stage === "open" && !(claim && "ticket" in claim) && <Claim raffle={raffle} claim={claim} />}
      {stage === "soldOut" && <p class="notice">{texts.soldOutNote}</p>}
      {stage === "drawn" && <Check raffle={raffle} check={check} />}
      {stage === "drawn" && winners && <Winners raffle={raffle} shown={winners} reader={reader} />}
      {stage === "drawn" && <Proof raffle={raffle} />}
      {stage !== "drawn" && <p class="hint">{texts.checkEarly}</p>}
    </div>
  );
};

/** What a form has brought about, in a few words: a page's title is the first thing that is read aloud. */
function headlineOf({ claim, check }: Outcome): string | undefined {
  if (claim) return "ticket" in claim ? texts.yours : wordsFor(claim.problem).title;
  if (!check) return undefined;
  if (!("has_won" in check.told)) return wordsFor(check.told).title;
  return check.told.has_won ? texts.won(nameInText(check.told.prize)) : texts.notWon;
}

/** The page of a raffle. */
export function RafflePage({ raffle, reader, winners, outcome, allPrizes }: View) {
  const { claim } = outcome;
  const title = [headlineOf(outcome), nameInText(raffle.name), common.service].filter(Boolean).join(" · ");
  return (
    <Layout title={title} page="raffle">
      <StageMark raffle={raffle} />
      <h1 dir="auto">{shownName(raffle.name)}</h1>
      <Progress raffle={raffle} reader={reader} />
      <p id="live" class="hint" role="status" />
      <div id="mine">{claim && "ticket" in claim && <FreshTicket name={raffle.name} given={claim} />}</div>
      <StageView raffle={raffle} reader={reader} winners={winners} outcome={outcome} />
      <Prizes
        raffle={raffle}
        reader={reader}
        all={allPrizes}
        path={`/r/${raffle.raffle_id}`}
        answersForm={claim !== undefined || outcome.check !== undefined}
      />
      <p class="hint">
        {texts.created} <time datetime={raffle.created_at}>{reader.dateTime(raffle.created_at)}</time>
      </p>
      <TicketTemplate name={raffle.name} />
    </Layout>
  );
}
