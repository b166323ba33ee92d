/** A ticket as the API gives it. */
export interface Ticket {
  ticket_number: number;
  verification_code: string;
}

/** What is kept of a claim: the key from before it is sent, the ticket from its answer. */
export interface Kept {
  key: string;
  ticket?: Ticket;
}

const nameOf = (raffleId: string) => `raffle ${raffleId}`;

/** For browsers that keep nothing: at least as long as the page is open. */
const passing = new Map<string, string>();

/** What this browser keeps of a raffle. */
export function keptOf(raffleId: string): Kept | undefined {
  const name = nameOf(raffleId);
  let text = passing.get(name);
  try {
    text = localStorage.getItem(name) ?? text;
  } catch {
    // Storage is switched off.
  }
  try {
    return text === undefined ? undefined : keptFrom(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What was kept, if it is such; what else stands there shall be in nobody's way. */
function keptFrom({ key, ticket }: Partial<Kept>): Kept | undefined {
  if (typeof key !== "string") return undefined;
  return typeof ticket?.verification_code === "string" ? { key, ticket } : { key };
}

/** Keeps it. @returns whether it will be here after a reload */
export function keep(raffleId: string, kept: Kept): boolean {
  const text = JSON.stringify(kept);
  passing.set(nameOf(raffleId), text);
  try {
    localStorage.setItem(nameOf(raffleId), text);
    return true;
  } catch {
    return false;
  }
}

/** Keeps nothing of it any more. */
export function forget(raffleId: string): void {
  passing.delete(nameOf(raffleId));
  try {
    localStorage.removeItem(nameOf(raffleId));
  } catch {
    // Nothing was kept.
  }
}
