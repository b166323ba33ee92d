import { IDEMPOTENCY_KEY, WRITTEN_CODE } from "../../contract/shapes";
import type { Ticket } from "../../contract/wire";
import { MAX_TICKETS } from "../../domain/facts";
import { printedPass } from "../../domain/pass";

/** One item of localStorage: the key or pass of a claim and the ticket that it got. */
export interface Entry {
  key?: string | undefined;
  pass?: string | undefined;
  ticket?: Ticket;
}

/** What this browser stores of a raffle. */
export interface StoredClaims {
  tickets: Ticket[];
  /** Whether this browser claimed one of the tickets. Others came by a link. */
  hasClaimed: boolean;
  /** The key of a claim whose answer is unknown. */
  key: string | undefined;
  /** The passes of claims whose answers are unknown. */
  passes: string[];
}

/**
 * An unanswered key and a ticket are separate items, so that a slow tab can't overwrite another tab's ticket.
 * A phone that changes its address may hold several tickets. The names of further ones end with their number.
 */
const keyName = (raffleId: string) => `raffle ${raffleId}`;
const ticketName = (raffleId: string) => `ticket ${raffleId}`;

/** Names the item of a pass whose answer is unknown. A browser may send several passes at once. */
const passName = (raffleId: string, pass: string) => `pass ${raffleId} ${pass}`;

/** Names the item with the key that all of the raffle's forms share in this browser. */
const formName = (raffleId: string) => `form ${raffleId}`;

/** Holds the items that the browser could not store, for as long as the page is open. */
const memory = new Map<string, string>();

/** Reports whether a header can carry the key unchanged. Blanks at its ends would be cut off. */
const isKey = (value: unknown): value is string =>
  typeof value === "string" && value === value.trim() && IDEMPOTENCY_KEY.test(value);

/**
 * Reports whether a value is a ticket. On the page of a raffle, its number must not exceed the raffle's
 * total.
 */
function isTicket(value: unknown): value is Ticket {
  if (typeof value !== "object" || value === null) return false;
  const { ticket_number: number, verification_code: code } = value as Partial<Record<keyof Ticket, unknown>>;
  // The cards of a list have totals, too. A page without its raffle doesn't know the total.
  const { total } = document.querySelector<HTMLElement>("main > .progress")?.dataset ?? {};
  const isInRange =
    Number.isInteger(number) && Number(number) >= 1 && Number(number) <= Number(total || MAX_TICKETS);
  return isInRange && typeof code === "string" && WRITTEN_CODE.test(code);
}

/** Parses an entry. Omits an invalid key or ticket, because extensions and people change stored items. */
export function readEntry(text: string | undefined): Entry {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
  } catch {
    return {};
  }
  if (typeof value !== "object" || value === null) return {};
  const { key, pass, ticket } = value as Record<keyof Entry, unknown>;
  const written = typeof pass === "string" ? printedPass(pass) : undefined;
  return {
    ...(isKey(key) && { key }),
    ...(written && { pass: written }),
    ...(isTicket(ticket) && { ticket }),
  };
}

function readItem(name: string): Entry {
  try {
    return readEntry(memory.get(name) ?? localStorage.getItem(name) ?? undefined);
  } catch {
    // Storage is disabled.
    return {};
  }
}

/** Writes an item. Returns whether it will survive a reload. */
function writeItem(name: string, entry: Entry): boolean {
  const text = JSON.stringify(entry);
  try {
    localStorage.setItem(name, text);
    memory.delete(name);
    return true;
  } catch {
    memory.set(name, text);
    return false;
  }
}

function removeItem(name: string): void {
  memory.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // Storage is disabled.
  }
}

const isTicketName = (raffleId: string, name: string) =>
  name === ticketName(raffleId) || name.startsWith(`${ticketName(raffleId)} `);

/** Returns the entries whose names match, with their names in order. */
function findEntries(isWanted: (name: string) => boolean): [name: string, Entry][] {
  const names = new Set(memory.keys());
  try {
    for (const name of Object.keys(localStorage)) names.add(name);
  } catch {
    // Storage is disabled.
  }
  const wanted = [...names].filter(isWanted).sort();
  return wanted.map((name) => [name, readItem(name)]);
}

/** Returns the entries of the raffle's tickets with their names, the first ticket's entry first. */
const ticketEntries = (raffleId: string) => findEntries((name) => isTicketName(raffleId, name));

const isSame = (a: Ticket | undefined, b: Ticket) =>
  a?.ticket_number === b.ticket_number && a.verification_code === b.verification_code;

const TICKET_NAME = /^ticket ([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?: |$)/;

/** Returns the ids of the raffles of which this browser may store tickets. */
export function findRaffles(): string[] {
  const names = findEntries((name) => TICKET_NAME.test(name)).map(([name]) => name);
  return [...new Set(names.map((name) => TICKET_NAME.exec(name)?.[1] ?? ""))];
}

/** Loads what this browser stores of a raffle. */
export function loadClaims(raffleId: string): StoredClaims {
  const entries = ticketEntries(raffleId).map(([, entry]) => entry);
  // The key of a damaged ticket gets it again.
  const unanswered = [readItem(keyName(raffleId)), ...entries].find(({ key, ticket }) => key && !ticket);
  const sent = findEntries((name) => name.startsWith(passName(raffleId, ""))).map(([, entry]) => entry);
  // So does the pass of a damaged ticket. A pass may stay stored because there was no room for its ticket.
  const passes = [...sent, ...entries].flatMap(({ pass, ticket }) => (pass && !ticket ? pass : []));
  return {
    tickets: entries.flatMap(({ ticket }) => ticket ?? []),
    hasClaimed: entries.some(({ key, pass, ticket }) => ticket && (key || pass)),
    key: unanswered?.key,
    passes: passes.filter((pass) => !hasTicketOf(raffleId, pass)),
  };
}

/** Reports whether this browser stores the ticket of a pass. */
export const hasTicketOf = (raffleId: string, pass: string): boolean =>
  ticketEntries(raffleId).some(([, entry]) => entry.ticket && entry.pass === pass);

/** Stores the key of a claim that has no answer yet. */
export const storeKey = (raffleId: string, key: string): boolean => writeItem(keyName(raffleId), { key });

/** Stores the pass of a claim that has no answer yet. */
export const storePass = (raffleId: string, pass: string): boolean =>
  writeItem(passName(raffleId, pass), { pass });

/** Removes an unanswered pass. */
export const removePass = (raffleId: string, pass: string): void => removeItem(passName(raffleId, pass));

/** Stores a ticket beside those already stored. Returns whether it will survive a reload. */
export function storeTicket(raffleId: string, entry: Entry & { ticket: Ticket }): boolean {
  const entries = ticketEntries(raffleId);
  const first = ticketName(raffleId);
  const [known] = entries.find(([, { ticket }]) => isSame(ticket, entry.ticket)) ?? [];
  const isFirstFree = !entries.some(([name, { ticket }]) => name === first && ticket);
  const isStored = writeItem(
    known ?? (isFirstFree ? first : `${first} ${entry.ticket.ticket_number}`),
    entry,
  );
  const unanswered = readItem(keyName(raffleId)).key;
  // If there is no room for the ticket, its key gets it again at the next visit.
  if (!isStored && !unanswered && entry.key) storeKey(raffleId, entry.key);
  if (isStored) removeItem(formName(raffleId));
  if (isStored && unanswered === entry.key) removeItem(keyName(raffleId));
  if (isStored && entry.pass) removePass(raffleId, entry.pass);
  return isStored;
}

/** Reports whether this browser stores a ticket. */
export const hasTicket = (raffleId: string, ticket: Ticket): boolean =>
  ticketEntries(raffleId).some(([, entry]) => isSame(entry.ticket, ticket));

/**
 * Stores a ticket that this browser did not claim. Leaves all other items alone. Returns whether the ticket
 * will survive a reload.
 */
export function addTicket(raffleId: string, ticket: Ticket): boolean {
  // Another tab may have stored it.
  if (hasTicket(raffleId, ticket)) return true;
  const { ticket_number: number, verification_code: code } = ticket;
  const names = [ticketName(raffleId), `${ticketName(raffleId)} ${number}`];
  const taken = ticketEntries(raffleId).map(([name]) => name);
  // A link may have another code with the number of a stored ticket.
  const free = names.find((name) => !taken.includes(name)) ?? `${ticketName(raffleId)} ${number} ${code}`;
  return writeItem(free, { ticket });
}

/**
 * Returns the key that all of the raffle's forms share in this browser: the key of the first one. So the next
 * form, in any tab, repeats a form that was sent before the script had loaded and whose answer was lost.
 */
export function sharedFormKey(raffleId: string, own: string): string {
  const { key } = readItem(formName(raffleId));
  if (!key) writeItem(formName(raffleId), { key: own });
  return key ?? own;
}

/** Removes the unanswered key. */
export const removeKey = (raffleId: string): void => removeItem(keyName(raffleId));

/** Removes a ticket with its pass and its key. */
export function removeTicket(raffleId: string, ticket: Ticket): void {
  for (const [name, { ticket: stored, pass, key }] of ticketEntries(raffleId)) {
    if (!isSame(stored, ticket)) continue;
    removeItem(name);
    if (pass) removePass(raffleId, pass);
    // Another key may belong to a claim without an answer.
    const names = [keyName(raffleId), formName(raffleId)];
    for (const keyed of names) if (key && readItem(keyed).key === key) removeItem(keyed);
  }
}

/**
 * Asks the browser to keep what it stores when space runs out. Call it after a press that stored a ticket:
 * most browsers decide silently, but Firefox asks the person, who then knows what for. No visit begins with
 * its question.
 */
export async function requestPersistence(): Promise<void> {
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  } catch {
    // Pages that were loaded by HTTP have no such request. The ticket is stored all the same.
  }
}

/** Calls `listener` when another tab stores a ticket of the raffle. */
export function onTicketStoredElsewhere(raffleId: string, listener: () => void): void {
  window.addEventListener("storage", ({ key }) => {
    if (key && isTicketName(raffleId, key)) listener();
  });
}
