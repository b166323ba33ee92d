import type { ProblemDocument, Raffle } from "../../contract/wire";
import { sameName } from "../../domain/facts";
import { nameInText, shownName } from "../shared/names";
import { Notice } from "./problem";
import { texts } from "./visitor";

const asRead = (name: string): string => name.replace(/\s+/g, " ").trim();

/** Returns the raffle's exact name if the typed one reads the same, otherwise the typed one. */
export const confirmedName = (typed: string, name: string): string =>
  sameName(asRead(typed), asRead(shownName(name))) ? name : typed;

/** What was typed into the form that deletes a raffle. */
export interface TypedDeletion {
  name: string;
  abandoned: boolean;
}

interface Props {
  raffle: Raffle;
  /** Why the raffle was not deleted. */
  problem: ProblemDocument | undefined;
  typed: TypedDeletion | undefined;
}

/** Renders the form that deletes a raffle. The typed name confirms it. */
export function Deletion({ raffle, problem, typed }: Props) {
  const { raffle_id: id, name, claimed_tickets: claimed, winners_drawn: drawn } = raffle;
  return (
    <section id="deletion" aria-labelledby="deletion-heading">
      <h2 id="deletion-heading">{texts().manage.deletion}</h2>
      <details class="confirm danger" open={problem !== undefined}>
        <summary class="button quiet">{texts().manage.deleteButton}</summary>
        <form method="post" action={`/manage/${id}/delete`}>
          {problem && <Notice problem={problem} />}
          <p>{texts().manage.deleteConfirm}</p>
          {claimed > 0 && !drawn && (
            <label class="check">
              <input type="checkbox" name="abandoned" value="1" checked={typed?.abandoned} required />
              <span>{texts().manage.deleteAbandoned(claimed)}</span>
            </label>
          )}
          <label for="confirm_name">{texts().manage.deleteName(nameInText(name))}</label>
          <input
            id="confirm_name"
            name="name"
            value={typed?.name}
            autocomplete="off"
            autofocus={problem !== undefined}
            dir="auto"
            required
          />
          <button type="submit">{texts().manage.deleteNow}</button>
        </form>
      </details>
    </section>
  );
}
