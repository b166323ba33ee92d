import type { Raffle } from "../../contract/wire";
import { sameName } from "../../domain/facts";
import { nameInText, shownName } from "../shared/names";
import { manage as texts } from "../texts/en";
import type { Formatter } from "./formatter";

const asRead = (name: string): string => name.replace(/\s+/g, " ").trim();

/** Returns the raffle's exact name if the typed one reads the same, otherwise the typed one. */
export const confirmedName = (typed: string, name: string): string =>
  sameName(asRead(typed), asRead(shownName(name))) ? name : typed;

/** Renders the form that deletes a raffle. The typed name confirms it. */
export function Deletion({ raffle, format }: { raffle: Raffle; format: Formatter }) {
  const { raffle_id: id, name, claimed_tickets: claimed, winners_drawn: drawn } = raffle;
  return (
    <section id="deletion" aria-labelledby="deletion-heading">
      <h2 id="deletion-heading">{texts.deletion}</h2>
      <details class="confirm danger">
        <summary class="button quiet">{texts.deleteButton}</summary>
        <form method="post" action={`/manage/${id}/delete`}>
          <p>{texts.deleteConfirm}</p>
          {claimed > 0 && !drawn && (
            <label class="check">
              <input type="checkbox" name="abandoned" value="1" required />
              <span>{texts.deleteAbandoned(claimed, format.number)}</span>
            </label>
          )}
          <label for="confirm_name">{texts.deleteName(nameInText(name))}</label>
          <input id="confirm_name" name="name" autocomplete="off" dir="auto" required />
          <button type="submit">{texts.deleteNow}</button>
        </form>
      </details>
    </section>
  );
}
