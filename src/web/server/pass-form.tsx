import type { Raffle } from "../../contract/wire";
import { raffle as raffleTexts, pass as texts } from "../texts/en";
import { codeOf } from "./problem";
import type { Claim } from "./ticket";

/**
 * Renders the form that claims a ticket by a pass. A rejected form keeps the pass. Once a ticket is shown or the
 * raffle is closed, the form is folded. It stays on the page, because a pass still gets its ticket again.
 */
export function PassForm({ raffle, claim }: { raffle: Raffle; claim: Claim | undefined }) {
  const isOpen = raffle.status === "open";
  const rejected = claim && "problem" in claim ? claim : undefined;
  const isFirst = isOpen && (claim === undefined || rejected !== undefined);
  return (
    <details id="by-pass" class="more" open={isFirst || rejected !== undefined || undefined}>
      <summary hidden={isFirst}>{isOpen ? texts.another : texts.showAgain}</summary>
      <form
        method="post"
        action={`/r/${raffle.raffle_id}/ticket`}
        data-refused={rejected && codeOf(rejected.problem)}
      >
        <label for="pass">{texts.label}</label>
        <input
          id="pass"
          name="pass"
          class="mono notranslate"
          translate="no"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          required
          value={rejected?.pass ?? ""}
          aria-describedby="pass-hint"
        />
        <p class="hint" id="pass-hint">
          {isOpen ? `${texts.source} ${texts.again}` : texts.showAgainHint}
        </p>
        <button type="submit" class="large">
          {isOpen ? raffleTexts.claim : texts.showAgainButton}
        </button>
        <p class="notice" role="status" />
        {isOpen && <p class="hint note">{texts.note}</p>}
      </form>
    </details>
  );
}
