import { verifyWorker } from "../../../dist/assets.js";
import { ticketLink } from "../../contract/links";
import type { ProblemDocument, Raffle, Verdict } from "../../contract/wire";
import { isVisible, nameInText, shownName } from "../shared/names";
import { isSoldOut } from "../shared/stage";
import { Description } from "./description";
import { CodeInput } from "./field";
import { Layout } from "./layout";
import { PassForm } from "./pass-form";
import { Prizes } from "./prizes";
import { codeOf, Notice, textOf } from "./problem";
import { NextChange, Progress, StageMark } from "./progress";
import { previewOf } from "./raffle-preview";
import { type Claim, FreshTicket, type GrantedClaim, LinkQuestion, TicketTemplate } from "./ticket";
import { dateTime, texts, visitor } from "./visitor";
import { NoWinners, Winners, type WinnersPage } from "./winners";

/** The result of a form. */
export interface FormResult {
  /** The result of a claim, with the form's pass, or its key if that is valid. */
  claim?: Claim;
  /** The result of a check, with the text that was typed. */
  check?: { number: string; code: string; answer: ProblemDocument | Verdict };
}

interface RaffleProps {
  raffle: Raffle;
  winners: WinnersPage | undefined;
  result: FormResult;
  /** The page of all prizes to show, from 1. Undefined shows the first prizes. */
  prizePage: number | undefined;
}

/**
 * Renders the claim form. Its key makes a repeated form get the same ticket, for example after a reload. So a
 * rejected form keeps its key. It also tells the script why it was rejected.
 */
const ClaimForm = ({ raffle, claim }: { raffle: Raffle; claim: FormResult["claim"] }) => (
  <form
    id="claim"
    method="post"
    action={`/r/${raffle.raffle_id}/ticket`}
    data-refused={claim?.key && "problem" in claim ? codeOf(claim.problem) : undefined}
  >
    <input type="hidden" name="key" value={claim?.key ?? crypto.randomUUID()} />
    <button type="submit" class="large">
      {texts().raffle.claim}
    </button>
    <p class="hint">{texts().raffle.claimNote}</p>
    <p class="hint">{texts().ticket.whySaveFirst}</p>
    <p class="notice" role="status" />
  </form>
);

function CheckResult({ answer }: { answer: ProblemDocument | Verdict }) {
  if (!("has_won" in answer)) return <Notice problem={answer} />;
  return (
    <div class={`notice ${answer.has_won ? "good" : ""}`}>
      <p dir="auto">
        <strong>
          {answer.has_won ? texts().raffle.won(nameInText(answer.prize)) : texts().raffle.notWon}
        </strong>
      </p>
      <p>{answer.has_won ? texts().raffle.wonHint : texts().raffle.notWonHint}</p>
    </div>
  );
}

/** Renders the form that checks a ticket. It is folded until it has a result: the winners are above it. */
const CheckForm = ({ raffle, check }: { raffle: Raffle; check: FormResult["check"] }) => (
  <section id="check" aria-labelledby="check-heading">
    <details class="more" open={check !== undefined}>
      <summary>
        <h2 id="check-heading">{texts().raffle.check}</h2>
      </summary>
      <p>{texts().raffle.checkNote}</p>
      <form method="post" action={`/r/${raffle.raffle_id}/check#check`}>
        <label for="ticket_number">{texts().raffle.number}</label>
        <input
          id="ticket_number"
          name="ticket_number"
          inputmode="numeric"
          autocomplete="off"
          required
          value={check?.number ?? ""}
        />
        <label for="verification_code">{texts().raffle.code}</label>
        <CodeInput id="verification_code" name="verification_code" value={check?.code ?? ""} required />
        <button type="submit">{texts().raffle.checkButton}</button>
        <div class="verdict" aria-live="polite">
          {check && <CheckResult answer={check.answer} />}
        </div>
      </form>
    </details>
  </section>
);

/** Renders the hidden section that client/draw-check.ts shows. */
const DrawCheck = ({ raffle }: { raffle: Raffle }) => (
  <section id="proof" aria-labelledby="proof-heading" data-worker={verifyWorker.path} hidden>
    <details class="more">
      <summary>
        <h2 id="proof-heading">{texts().drawCheck.heading}</h2>
      </summary>
      <p class="proves">
        {raffle.draw.entropy === "local" ? texts().drawCheck.local : texts().drawCheck.drand}
      </p>
      <button type="button" class="quiet">
        {texts().drawCheck.button}
      </button>
      <p class="notice" role="status" />
      <dl class="facts" />
    </details>
  </section>
);

function closedText(raffle: Raffle): string {
  const { claimed_tickets: claimed, total_tickets: total } = raffle;
  if (isSoldOut(raffle)) return texts().raffle.soldOutNote;
  return claimed === 0 ? texts().raffle.noClaimsNote : texts().raffle.closedNote(claimed, total);
}

/** Renders that the raffle is not open yet. The script adds that it has read a pass from a link. */
const ScheduledNote = ({ raffle: { admission } }: { raffle: Raffle }) => (
  <>
    <p class="notice">
      {admission === "pass" ? texts().raffle.scheduledPassNote : texts().raffle.scheduledNote}
    </p>
    {admission === "pass" && <p id="early-pass" class="notice" role="status" />}
  </>
);

/** Renders all that depends on the stage. client/stage.ts replaces it when the stage changes. */
const StageView = ({ raffle, winners, result: { claim, check } }: Omit<RaffleProps, "prizePage">) => {
  const { status, claimed_tickets: claimed } = raffle;
  const hasTicket = claim && "ticket" in claim;
  const isByPass = raffle.admission === "pass";
  const mayGetTicket = status === "open" || (status !== "scheduled" && claimed > 0);
  const mayHaveTickets = claimed > 0 || status === "open" || status === "scheduled";
  return (
    <div id="stage" data-stage={status}>
      {claim && "problem" in claim && <Notice problem={claim.problem} />}
      <NextChange raffle={raffle} />
      {status === "scheduled" && <ScheduledNote raffle={raffle} />}
      {status === "open" && !isByPass && !hasTicket && <ClaimForm raffle={raffle} claim={claim} />}
      {status === "closed" && <p class="notice">{closedText(raffle)}</p>}
      {status === "drawn" && claimed === 0 && <NoWinners />}
      {status === "drawn" && claimed > 0 && winners && <Winners raffle={raffle} shown={winners} />}
      {isByPass && mayGetTicket && <PassForm raffle={raffle} claim={claim} />}
      {status === "drawn" && claimed > 0 && <CheckForm raffle={raffle} check={check} />}
      {status === "drawn" && <DrawCheck raffle={raffle} />}
      {status !== "drawn" && mayHaveTickets && <p class="hint">{texts().raffle.checkEarly}</p>}
    </div>
  );
};

/** Returns the result of a form for the page's title, which screen readers read first. */
function headlineOf({ claim, check }: FormResult): string | undefined {
  if (claim) return "ticket" in claim ? texts().raffle.yours : textOf(claim.problem).title;
  if (!check) return undefined;
  if (!("has_won" in check.answer)) return textOf(check.answer).title;
  return check.answer.has_won ? texts().raffle.won(nameInText(check.answer.prize)) : texts().raffle.notWon;
}

/** Returns the link that shows the ticket of a claim. */
const linkOf = (raffleId: string, { ticket }: GrantedClaim) =>
  ticketLink(visitor().origin, raffleId, ticket.ticket_number, ticket.verification_code);

/** Renders the page of a raffle. */
export function RafflePage({ raffle, winners, result, prizePage }: RaffleProps) {
  const { claim } = result;
  const title = [headlineOf(result), nameInText(raffle.name), texts().common.service]
    .filter(Boolean)
    .join(" · ");
  return (
    <Layout title={title} page="raffle" preview={previewOf(raffle)}>
      <StageMark raffle={raffle} />
      <h1 dir="auto">{shownName(raffle.name)}</h1>
      <Progress raffle={raffle} />
      <p id="live" class="hint" role="status" />
      <LinkQuestion />
      <div id="mine">
        {claim && "ticket" in claim && (
          <FreshTicket name={raffle.name} claim={claim} link={linkOf(raffle.raffle_id, claim)} />
        )}
      </div>
      <StageView raffle={raffle} winners={winners} result={result} />
      <Prizes
        raffle={raffle}
        page={prizePage}
        path={`/r/${raffle.raffle_id}`}
        answersForm={claim !== undefined || result.check !== undefined}
      />
      {raffle.description !== null && isVisible(raffle.description) && (
        <Description text={raffle.description} />
      )}
      <p class="hint">
        {texts().raffle.created} <time datetime={raffle.created_at}>{dateTime(raffle.created_at)}</time>
      </p>
      <TicketTemplate name={raffle.name} />
    </Layout>
  );
}

interface TicketPageProps {
  raffleId: string;
  claim: GrantedClaim;
}

/** Renders a new ticket for the case that its raffle can't be read. client/claim.ts stores the ticket. */
export const TicketPage = ({ raffleId, claim }: TicketPageProps) => (
  <Layout title={`${texts().raffle.yours} · ${texts().common.service}`} page="ticket">
    <h1>{texts().raffle.yours}</h1>
    <div class="progress" data-raffle={raffleId} hidden />
    <p id="live" class="hint" role="status" />
    <div id="mine">
      <FreshTicket name={texts().ticket.heading} claim={claim} link={linkOf(raffleId, claim)} />
    </div>
    <p>{texts().raffle.ticketOnly}</p>
    <p>
      <a href={`/r/${raffleId}`} target="_blank" rel="noopener">
        {texts().raffle.open} {texts().common.newTab}
      </a>
    </p>
    <TicketTemplate name={texts().ticket.heading} />
  </Layout>
);
