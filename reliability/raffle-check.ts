// Checks of a raffle after all clients have got their answers.
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Service } from "./client.ts";
import { checkDesk } from "./desk.ts";
import type { Ledger, PlayedRaffle } from "./ledger.ts";

/** Exceeds the time after which the alarm repeats a task that a crash has interrupted. */
const DRAW_TIMEOUT_MS = 60_000;

/** The number of tickets in each block of the digest (docs/draw.md). */
const BLOCK_TICKETS = 65_536;

/** Returns `claimed_digest` by the words of the contract, apart from the service's own code. */
function claimedDigest(tickets: readonly number[]): string {
  const digest = createHash("sha256");
  for (let start = 0; start < tickets.length; start += BLOCK_TICKETS) {
    const lines = tickets.slice(start, start + BLOCK_TICKETS).map((ticket) => `${ticket}\n`);
    digest.update(createHash("sha256").update(lines.join("")).digest());
  }
  return digest.digest("hex");
}

/** Checks a raffle: its received tickets, its end, its draw, and whether the received tickets verify. */
export async function checkRaffle(service: Service, ledger: Ledger, raffle: PlayedRaffle): Promise<void> {
  const { id, closesAt, tickets } = raffle;
  if (closesAt !== null) await wait(Math.max(0, closesAt - Date.now()));
  const { body } = await service.callUntilAnswered("GET", `/raffles/${id}/`);
  const given: number = body.claimed_tickets;
  ledger.expect(given === tickets.length, `${id}: ${given} given out, ${tickets.length} received`);
  checkReceived(ledger, raffle);
  const isOpen = body.status === "open";
  ledger.expect(!isOpen || closesAt === null, `${id} is open after it should close`);
  if (isOpen) await claimTheRest(service, ledger, raffle);
  if (raffle.isAutomatic) await waitForDraw(service, ledger, raffle);
  else await ledger.draw(service, raffle);
  await checkEnd(service, ledger, raffle);
  await checkDesk(service, ledger, raffle);
  for (const ticket of tickets) {
    await ledger.verify(service, raffle, ticket);
    if (ticket.pass !== null) await ledger.repeatClaim(service, raffle, ticket);
  }
  if (raffle.unusedPasses !== null) ledger.figures.ticketsByPass += tickets.length;
}

function checkReceived(ledger: Ledger, { id, total, tickets }: PlayedRaffle): void {
  const numbers = new Set(tickets.map(({ ticket_number }) => ticket_number));
  const duplicates = tickets.length - numbers.size;
  ledger.expect(duplicates === 0, `${id}: ${duplicates} numbers received twice`);
  const players = new Set(tickets.map(({ from, pass }) => pass ?? from));
  ledger.expect(players.size === tickets.length, `${id}: a player has two tickets`);
  for (const number of numbers) ledger.expect(number >= 1 && number <= total, `${id}: ticket ${number}`);
}

/** Claims all tickets that are left. */
async function claimTheRest(service: Service, ledger: Ledger, raffle: PlayedRaffle): Promise<void> {
  const { id, total, tickets, unusedPasses } = raffle;
  const numbers = new Set(tickets.map(({ ticket_number }) => ticket_number));
  for (let n = tickets.length; n < total; n++) {
    const from = `11.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
    const pass = unusedPasses === null ? null : (unusedPasses.pop() ?? "");
    const claim = await ledger.participate(service, raffle, { from, key: crypto.randomUUID(), pass });
    ledger.expect(claim.status === 200, `${id}: claim ${n + 1} of ${total} gets ${claim.status}`);
    ledger.expect(!numbers.has(claim.body.ticket_number), `${id}: a ticket is given out twice`);
    numbers.add(claim.body.ticket_number);
  }
}

/** Waits until the raffle is drawn by its alarm, and records the winners. */
async function waitForDraw(service: Service, ledger: Ledger, raffle: PlayedRaffle): Promise<void> {
  const start = performance.now();
  while (!(await ledger.readWinners(service, raffle))) {
    if (performance.now() - start > DRAW_TIMEOUT_MS) return ledger.expect(false, `${raffle.id} is not drawn`);
    await wait(200);
  }
  const seconds = Math.ceil((performance.now() - start) / 1000);
  ledger.figures.drawnAfterSeconds = Math.max(ledger.figures.drawnAfterSeconds, seconds);
}

/** Checks how the raffle closed, its claimed tickets, their digest, and the number of winners. */
async function checkEnd(service: Service, ledger: Ledger, raffle: PlayedRaffle): Promise<void> {
  const { id, closesAt, tickets, winners, prizes = new Map() } = raffle;
  const draw = await ledger.readDraw(service, raffle);
  const { body } = await service.callUntilAnswered("GET", `/raffles/${id}/draw/tickets/?limit=1000`);
  const listed: number[] = body.map((ticket: { ticket_number: number }) => ticket.ticket_number);
  const claimed = new Set(listed);
  const isEarly = draw.closed_by !== "sold_out";
  ledger.expect(claimed.size === listed.length, `${id}: a claimed ticket is listed twice`);
  ledger.expect(listed.length === draw.claimed_tickets, `${id}: ${listed.length} claimed tickets are listed`);
  ledger.expect(!isEarly || listed.length === tickets.length, `${id}: the list has tickets that nobody got`);
  for (const { ticket_number, sentAt } of tickets) {
    const isLate = sentAt > Date.parse(draw.closed_at);
    ledger.expect(claimed.has(ticket_number), `${id}: ticket ${ticket_number} is not listed`);
    ledger.expect(!isLate, `${id}: ticket ${ticket_number} was claimed after the closing`);
  }
  const digest = isEarly ? claimedDigest(listed) : null;
  ledger.expect(draw.claimed_digest === digest, `${id}: the digest is ${draw.claimed_digest}, not ${digest}`);
  const isOnTime = draw.closed_by !== "time" || Date.parse(draw.closed_at) === closesAt;
  ledger.expect(isOnTime, `${id}: closed at ${draw.closed_at}, not at ${closesAt}`);
  const count = Math.min(winners, listed.length);
  ledger.expect(prizes.size === count, `${id}: ${prizes.size} winners, not ${count}`);
  const haveTickets = prizes.keys().every((ticket) => claimed.has(ticket));
  ledger.expect(haveTickets, `${id}: a ticket that nobody claimed has won`);
  if (draw.closed_by === "time") ledger.figures.closedByTime++;
  if (draw.closed_by === "manager") ledger.figures.closedByManager++;
  if (raffle.isAutomatic) ledger.figures.drawnAutomatically++;
}
