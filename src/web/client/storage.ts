import { IDEMPOTENCY_KEY, WRITTEN_CODE } from "../../contract/shapes";
import type { Ticket } from "../../contract/wire";
import { the } from "./dom";

/** What one entry of the storage holds: the key of a claim, the ticket that it got. */
export interface Entry {
  key?: string | undefined;
  ticket?: Ticket;
}

/** What this browser keeps of a raffle: its tickets, or the key of a claim whose answer is not known. */
export interface Kept {
  tickets: Ticket[];
  key: string | undefined;
}

/**
 * The key of a claim that is not answered yet, and a ticket, stand apart: no tab that is late can lose another's ticket.
 * A further ticket, of a phone that has changed its address, has an entry of its own, its number behind the name.
 */
const keyName = (raffleId: string) => `raffle ${raffleId}`;
const ticketName = (raffleId: string) => `ticket ${raffleId}`;

/** The key that the raffle's forms have in this browser. */
const formName = (raffleId: string) => `form ${raffleId}`;

/** For browsers that keep nothing: at least as long as the page is open. */
const passing = new Map<string, string>();

/** Whether a header carries it as it is: blanks around it would be cut off. */
const isKey = (value: unknown): value is string =>
  typeof value === "string" && value === value.trim() && IDEMPOTENCY_KEY.test(value);

function isTicket(value: unknown): value is Ticket {
  if (typeof value !== "object" || value === null) return false;
  const { ticket_number: number, verification_code: code } = value as Partial<Record<keyof Ticket, unknown>>;
  const total = Number(the(".progress").dataset.total);
  const inRange = Number.isInteger(number) && Number(number) >= 1 && Number(number) <= total;
  return inRange && typeof code === "string" && WRITTEN_CODE.test(code);
}

/** Reads an entry. What can't be a key or a ticket is left out: extensions and people change what is stored. */
export function readEntry(text: string | undefined): Entry {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
  } catch {
    return {};
  }
  if (typeof value !== "object" || value === null) return {};
  const { key, ticket } = value as Record<keyof Entry, unknown>;
  return { ...(isKey(key) && { key }), ...(isTicket(ticket) && { ticket }) };
}

function read(name: string): Entry {
  let text = passing.get(name);
  try {
    text = localStorage.getItem(name) ?? text;
  } catch {
    // Storage is switched off.
  }
  return readEntry(text);
}

function write(name: string, entry: Entry): boolean {
  const text = JSON.stringify(entry);
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

const isOf = (raffleId: string, name: string) =>
  name === ticketName(raffleId) || name.startsWith(`${ticketName(raffleId)} `);

/** The entries of the raffle's tickets by name, the first ticket's first. */
function ticketEntries(raffleId: string): [string, Entry][] {
  const names = new Set(passing.keys());
  try {
    for (const name of Object.keys(localStorage)) names.add(name);
  } catch {
    // Storage is switched off.
  }
  const own = [...names].filter((name) => isOf(raffleId, name)).sort();
  return own.map((name) => [name, read(name)]);
}

const isSame = (a: Ticket | undefined, b: Ticket) =>
  a?.ticket_number === b.ticket_number && a.verification_code === b.verification_code;

/** What this browser keeps of a raffle. */
export function keptOf(raffleId: string): Kept {
  const entries = ticketEntries(raffleId).map(([, entry]) => entry);
  // The key of a damaged ticket gets it again.
  const unanswered = [read(keyName(raffleId)), ...entries].find(({ key, ticket }) => key && !ticket);
  return { tickets: entries.flatMap(({ ticket }) => ticket ?? []), key: unanswered?.key };
}

/** Keeps a key, before it is sent. */
export const keepKey = (raffleId: string, key: string): boolean => write(keyName(raffleId), { key });

/** Keeps a ticket, beside those that are kept. @returns whether it will be here after a reload */
export function keepTicket(raffleId: string, entry: Entry & { ticket: Ticket }): boolean {
  const entries = ticketEntries(raffleId);
  const first = ticketName(raffleId);
  const [known] = entries.find(([, { ticket }]) => isSame(ticket, entry.ticket)) ?? [];
  const free = !entries.some(([name, { ticket }]) => name === first && ticket);
  const lasting = write(known ?? (free ? first : `${first} ${entry.ticket.ticket_number}`), entry);
  const unanswered = read(keyName(raffleId)).key;
  // Where there is no room for the ticket, its key gets it again at the next visit.
  if (!lasting && !unanswered && entry.key) keepKey(raffleId, entry.key);
  if (lasting) remove(formName(raffleId));
  if (lasting && unanswered === entry.key) remove(keyName(raffleId));
  return lasting;
}

/**
 * Returns the key that every form of the raffle has in this browser: the first one's. A form that was sent before the
 * script was there, and whose answer was lost, is so repeated by the next one, here or in another tab.
 */
export function formKey(raffleId: string, own: string): string {
  const { key } = read(formName(raffleId));
  if (!key) write(formName(raffleId), { key: own });
  return key ?? own;
}

/** Keeps the key no more: it has got no ticket. */
export const forgetKey = (raffleId: string): void => remove(keyName(raffleId));

/** Keeps a ticket no more. */
export function forget(raffleId: string, ticket: Ticket): void {
  for (const [name, entry] of ticketEntries(raffleId)) if (isSame(entry.ticket, ticket)) remove(name);
  for (const name of [keyName(raffleId), formName(raffleId)]) remove(name);
}

/** Tells when another tab has got a ticket of the raffle. */
export function whenKeptElsewhere(raffleId: string, got: () => void): void {
  window.addEventListener("storage", ({ key }) => {
    if (key && isOf(raffleId, key)) got();
  });
}
