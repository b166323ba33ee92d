import type { Raffle } from "../../contract/wire";
import { CodeInput } from "./field";
import { codeOf } from "./problem";
import type { Claim } from "./ticket";
import { texts } from "./visitor";

/**
 * Renders the form that claims a ticket by a pass. A rejected form keeps the pass. Once a ticket is shown or
 * the raffle is closed, the form is folded. It stays on the page, because a pass still gets its ticket again.
 */
export function PassForm({ raffle, claim }: { raffle: Raffle; claim: Claim | undefined }) {
  const isOpen = raffle.status === "open";
  const rejected = claim && "problem" in claim ? claim : undefined;
  const isFirst = isOpen && (claim === undefined || rejected !== undefined);
  return (
    <details id="by-pass" class="more" open={isFirst || rejected !== undefined || undefined}>
      <summary hidden={isFirst}>{isOpen ? texts().pass.another : texts().pass.showAgain}</summary>
      <form
        method="post"
        action={`/r/${raffle.raffle_id}/ticket`}
        data-refused={rejected && codeOf(rejected.problem)}
      >
        <label for="pass">{texts().pass.label}</label>
        <CodeInput id="pass" name="pass" value={rejected?.pass ?? ""} required aria-describedby="pass-hint" />
        <p class="hint" id="pass-hint">
          {isOpen ? `${texts().pass.source} ${texts().pass.again}` : texts().pass.showAgainHint}
        </p>
        <button type="submit" class="large">
          {isOpen ? texts().raffle.claim : texts().pass.showAgainButton}
        </button>
        <p class="notice" role="status" />
        {isOpen && <p class="hint note">{`${texts().pass.note} ${texts().ticket.whySaveFirst}`}</p>}
      </form>
    </details>
  );
}
