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

/** The key of a claim that is not answered yet, and a ticket, stand apart: no tab that is late can lose another's ticket. */
const keyName = (raffleId: string) => `raffle ${raffleId}`;
const ticketName = (raffleId: string) => `ticket ${raffleId}`;

/** For browsers that keep nothing: at least as long as the page is open. */
const passing = new Map<string, string>();

function read(name: string): Partial<Kept> {
  let text = passing.get(name);
  try {
    text = localStorage.getItem(name) ?? text;
  } catch {
    // Storage is switched off.
  }
  try {
    return (text && JSON.parse(text)) || {};
  } catch {
    // What else stands there shall be in nobody's way.
    return {};
  }
}

function write(name: string, kept: Kept): boolean {
  const text = JSON.stringify(kept);
  passing.set(name, text);
  try {
    localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

function remove(name: string): void {
  passing.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}

/** What this browser keeps of a raffle. */
export function keptOf(raffleId: string): Kept | undefined {
  const { key, ticket } = read(ticketName(raffleId));
  if (typeof key === "string" && typeof ticket?.verification_code === "string") return { key, ticket };
  const pending = read(keyName(raffleId)).key;
  return typeof pending === "string" ? { key: pending } : undefined;
}

/** Keeps a key, or the ticket that it got. @returns whether it will be here after a reload */
export function keep(raffleId: string, kept: Kept): boolean {
  if (!kept.ticket) return write(keyName(raffleId), kept);
  const lasting = write(ticketName(raffleId), kept);
  // Where there is no room for the ticket, its key gets it again at the next visit.
  if (lasting) remove(keyName(raffleId));
  return lasting;
}

/** Keeps the key no more: it has got no ticket. */
export const forgetKey = (raffleId: string): void => remove(keyName(raffleId));

/** Keeps nothing of the raffle any more. */
export function forget(raffleId: string): void {
  remove(keyName(raffleId));
  remove(ticketName(raffleId));
}

/** Tells when another tab has got a ticket of the raffle. */
export function whenKeptElsewhere(raffleId: string, got: (ticket: Ticket) => void): void {
  window.addEventListener("storage", ({ key }) => {
    const ticket = key === ticketName(raffleId) ? keptOf(raffleId)?.ticket : undefined;
    if (ticket) got(ticket);
  });
}
