import type { Service } from "./client.ts";
import { forEachConcurrently } from "./concurrency.ts";

/** Is twice the time after which a raffle's alarm retries to list the raffle. */
const LISTING_TIMEOUT_MS = 60_000;

/** Describes a ticket that a client has received, and the claim that got it. */
export interface ReceivedTicket {
  from: string;
  key: string;
  ticket_number: number;
  verification_code: string;
}

/** Describes a raffle whose creation a client has seen confirmed. */
export interface PlayedRaffle {
  id: string;
  total: number;
  winners: number;
  tickets: ReceivedTicket[];
  isOpen: boolean;
  /** Maps winning tickets to their prizes, once a client has received the winners. */
  prizes?: Map<number, string>;
}

/** Records what clients received, and checks that the service still agrees. */
export class Ledger {
  readonly raffles: PlayedRaffle[] = [];
  readonly faults: string[] = [];
  readonly figures = { repeatedClaims: 0, rejectedClaims: 0, verifiedTickets: 0, listedAfterSeconds: 0 };

  /** Records a fault unless `holds`. */
  expect(holds: boolean, fault: string): void {
    if (!holds) this.faults.push(fault);
  }

  /** Records the winners. It is a fault if they differ from winners that were recorded before. */
  recordWinners(raffle: PlayedRaffle, winners: { ticket_number: number; prize: string }[]): void {
    const prizes = new Map(winners.map(({ ticket_number, prize }) => [ticket_number, prize]));
    this.expect(prizes.size === raffle.winners, `${raffle.id}: ${prizes.size} winners`);
    const isSame = [...(raffle.prizes ?? [])].every(([ticket, prize]) => prizes.get(ticket) === prize);
    this.expect(isSame, `${raffle.id}: the winners have changed`);
    raffle.prizes = prizes;
  }

  /** Draws a sold-out raffle, unless it is drawn, and records the winners. */
  async draw(service: Service, raffle: PlayedRaffle): Promise<void> {
    const path = `/raffles/${raffle.id}/winners/`;
    const drawn = await service.callUntilAnswered("POST", path);
    const wasDrawn = drawn.status === 400 && drawn.body.detail === "Winners already drawn";
    this.expect(drawn.status === 200 || wasDrawn, `${raffle.id}: draw ${drawn.status} ${drawn.body.detail}`);
    if (drawn.status === 200) this.recordWinners(raffle, drawn.body);
    const listed = await service.callUntilAnswered("GET", path);
    this.expect(listed.status === 200, `${raffle.id}: winners ${listed.status}`);
    if (listed.status === 200) this.recordWinners(raffle, listed.body);
  }

  /** Verifies a ticket of a drawn raffle. Its prize must be the recorded one. */
  async verify(service: Service, raffle: PlayedRaffle, ticket: ReceivedTicket): Promise<void> {
    const { from, ticket_number, verification_code } = ticket;
    const path = `/raffles/${raffle.id}/verify-ticket/`;
    const json = { ticket_number, verification_code };
    const { status, body } = await service.callUntilAnswered("POST", path, { from, json });
    this.figures.verifiedTickets++;
    const place = `${raffle.id}: ticket ${ticket_number}`;
    this.expect(status === 200, `${place} gets ${status} ${body.detail}`);
    const prize = raffle.prizes?.get(ticket_number) ?? null;
    this.expect(status !== 200 || body.prize === prize, `${place} wins ${body.prize}, listed is ${prize}`);
  }

  /**
   * Checks every raffle and the list of raffles. All calls must have been answered before.
   *
   * @param pauseMs see Service.listRaffles
   */
  async checkAll(service: Service, pauseMs?: number): Promise<void> {
    await forEachConcurrently(this.raffles, 16, (raffle) => this.#checkRaffle(service, raffle));
    const created = new Set(this.raffles.map(({ id }) => id));
    const ids = await this.#listUntilComplete(service, created, pauseMs);
    const listed = new Set(ids);
    this.expect(listed.size === ids.length, "a raffle is listed twice");
    for (const id of created.difference(listed)) this.faults.push(`${id} is not listed`);
    for (const id of listed.difference(created)) this.faults.push(`${id} is listed, but nobody created it`);
  }

  /** Lists raffles until all are listed. An alarm lists a raffle later if the directory was not reached. */
  async #listUntilComplete(service: Service, created: Set<string>, pauseMs?: number): Promise<string[]> {
    const start = performance.now();
    for (;;) {
      const listed = await service.listRaffles(pauseMs);
      const waitedMs = performance.now() - start;
      if (created.isSubsetOf(new Set(listed)) || waitedMs > LISTING_TIMEOUT_MS) return listed;
      this.figures.listedAfterSeconds = Math.ceil(waitedMs / 1000);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }

  /** Checks the received tickets, claims those that are left, draws, and verifies the received tickets. */
  async #checkRaffle(service: Service, raffle: PlayedRaffle): Promise<void> {
    const { id, total, tickets } = raffle;
    const path = `/raffles/${id}/`;
    const { body } = await service.callUntilAnswered("GET", path);
    const given = total - body.available_tickets;
    this.expect(given === tickets.length, `${id}: ${given} given out, ${tickets.length} received`);
    const numbers = new Set(tickets.map(({ ticket_number }) => ticket_number));
    const duplicates = tickets.length - numbers.size;
    this.expect(duplicates === 0, `${id}: ${duplicates} numbers received twice`);
    const addresses = new Set(tickets.map(({ from }) => from));
    this.expect(addresses.size === tickets.length, `${id}: an address has two tickets`);
    for (const number of numbers) this.expect(number >= 1 && number <= total, `${id}: ticket ${number}`);
    for (let n = given; n < total; n++) {
      const from = `11.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
      const call = { from, key: crypto.randomUUID() };
      const claim = await service.callUntilAnswered("POST", `${path}participate/`, call);
      this.expect(claim.status === 200, `${id}: claim ${n + 1} of ${total} gets ${claim.status}`);
      this.expect(!numbers.has(claim.body.ticket_number), `${id}: a ticket is given out twice`);
      numbers.add(claim.body.ticket_number);
    }
    await this.draw(service, raffle);
    for (const ticket of tickets) await this.verify(service, raffle, ticket);
  }
}
