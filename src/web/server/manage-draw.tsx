import type { ProblemDocument, Raffle } from "../../contract/wire";
import { countDrawn } from "../../domain/prizes";
import { Awards, type AwardsPage } from "./awards-view";
import { Notice } from "./problem";
import { waitUntil } from "./progress";
import { dateTime, texts } from "./visitor";

/** How long after its round was due a raffle may be drawn without the beacon. The API enforces it. */
const FALLBACK_DELAY_MS = 7 * 86_400_000;

interface DrawProps {
  raffle: Raffle;
}

/** Renders why the draw has to wait, and the form that closes the raffle. */
const BeforeClosing = ({ raffle }: DrawProps) => {
  const { total_tickets: total, claimed_tickets: claimed } = raffle;
  return (
    <>
      <button type="button" disabled aria-describedby="missing">
        {texts().manage.drawButton}
      </button>
      <p id="missing">{texts().manage.drawMissing(total - claimed)}</p>
      <details class="confirm">
        <summary class="button quiet">{texts().manage.closeButton}</summary>
        <form method="post" action={`/manage/${raffle.raffle_id}/close`}>
          <p id="withdrawn">{texts().manage.closeConfirm(total - claimed)}</p>
          <p id="taking-part">{texts().manage.closeResult(claimed)}</p>
          <button type="submit">{texts().manage.closeNow}</button>
        </form>
      </details>
    </>
  );
};

/** Renders a draw without the beacon's round. It is offered once the API allows it. */
const Fallback = ({ raffle, action }: { raffle: Raffle; action: string }) => {
  const { entropy, due } = raffle.draw;
  if (entropy !== "drand" || due === null || Date.now() < Date.parse(due) + FALLBACK_DELAY_MS) return null;
  return (
    <details class="confirm">
      <summary class="button quiet">{texts().manage.fallbackButton}</summary>
      <form method="post" action={action}>
        <p>{texts().manage.fallbackConfirm}</p>
        <button type="submit" name="local_randomness" value="1">
          {texts().manage.fallbackNow}
        </button>
      </form>
    </details>
  );
};

/**
 * Renders the draw button of a closed raffle, which asks for confirmation. `action` is the path of the form.
 */
export const AfterClosing = ({ raffle, action }: DrawProps & { action: string }) => {
  const { due } = raffle.draw;
  return (
    <>
      {raffle.draw_automatically && <p>{texts().manage.drawsItself}</p>}
      {due && (
        <p class="due" data-wait={waitUntil(due)} role="timer">
          {texts().manage.beacon} <time datetime={due}>{dateTime(due)}</time>
        </p>
      )}
      <details class="confirm" id="confirm-draw">
        <summary class="button">{texts().manage.drawButton}</summary>
        <form id="draw" method="post" action={action}>
          <p>{texts().manage.drawConfirm}</p>
          <button type="submit">{texts().manage.drawNow}</button>
        </form>
      </details>
      <Fallback raffle={raffle} action={action} />
    </>
  );
};

const AfterDraw = ({ raffle, awards }: DrawProps & { awards: AwardsPage | undefined }) => {
  const count = countDrawn(raffle.prizes, raffle.claimed_tickets);
  return (
    <>
      <p class="notice good">{texts().manage.drawDone(count)}</p>
      {count > 0 && awards && <Awards raffle={raffle} page={awards} />}
    </>
  );
};

interface StageProps extends DrawProps {
  problem: ProblemDocument | undefined;
  /** Is undefined until the winners are drawn. */
  awards: AwardsPage | undefined;
}

/** Renders what the raffle's stage lets its organiser do. client/stage.ts replaces it when it changes. */
export const ManageStage = ({ problem, awards, ...props }: StageProps) => {
  const { status, raffle_id } = props.raffle;
  return (
    <div id="stage" data-stage={status}>
      {problem && <Notice problem={problem} />}
      {(status === "scheduled" || status === "open") && <BeforeClosing {...props} />}
      {status === "closed" && <AfterClosing {...props} action={`/manage/${raffle_id}/draw`} />}
      {status === "drawn" && <AfterDraw {...props} awards={awards} />}
      {status === "closed" && (
        <p>
          <a href={`/manage/${raffle_id}/reveal`}>{texts().reveal.link}</a>
        </p>
      )}
    </div>
  );
};
