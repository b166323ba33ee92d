/** What a ticket's owner has seen last: the prize of a ticket that was passed on stays lost. */
export type Verdict = "won" | "lost" | "passed";

const VERDICTS: readonly string[] = ["won", "lost", "passed"] satisfies Verdict[];

const itemName = (raffleId: string, ticketNumber: number) => `verdict ${raffleId} ${ticketNumber}`;

/** Loads the last verdict that this browser has shown. Undefined if it has shown none. */
export function loadVerdict(raffleId: string, ticketNumber: number): Verdict | undefined {
  try {
    const text = localStorage.getItem(itemName(raffleId, ticketNumber)) ?? "";
    return VERDICTS.includes(text) ? (text as Verdict) : undefined;
  } catch {
    // Storage is disabled.
    return undefined;
  }
}

/** Stores the verdict that this browser shows. */
export function storeVerdict(raffleId: string, ticketNumber: number, verdict: Verdict): void {
  try {
    localStorage.setItem(itemName(raffleId, ticketNumber), verdict);
  } catch {
    // The next visit shows the verdict as new.
  }
}
