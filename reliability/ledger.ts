// What clients were told, and whether the service still stands by it.
import { each, type Service } from "./client.ts";

/** Twice the time after which a raffle's alarm sees to it that it is listed, in milliseconds. */
const LISTING_TIME = 60_000;

/** A ticket that somebody was told. */
export interface Told {
  from: string;
  key: string;
  ticket_number: number;
  verification_code: string;
}

/** A raffle whose creation was answered. */
export interface Played {
  id: string;
  total: number;
  winners: number;
  told: Told[];
  open: boolean;
  /** What each winning ticket wins, once anybody was told. */
  prizes?: Map<number, string>;
}

export class Ledger {
  readonly raffles: Played[] = [];
  readonly faults: string[] = [];
  readonly figures = { replayed: 0, refused: 0, verified: 0, listedAfter: 0 };

  /** Notes a fault unless `holds`. */
  expect(holds: boolean, fault: string): void {
    if (!holds) this.faults.push(fault);
  }

  /** Notes who has won; it must be what anybody was told before. */
  learnWinners(raffle: Played, list: { ticket_number: number; prize: string }[]): void {
    const prizes = new Map(list.map(({ ticket_number, prize }) => [ticket_number, prize]));
    this.expect(prizes.size === raffle.winners, `${raffle.id}: ${prizes.size} winners`);
    const same = [...(raffle.prizes ?? [])].every(([ticket, prize]) => prizes.get(ticket) === prize);
    this.expect(same, `${raffle.id}: the winners have changed`);
    raffle.prizes = prizes;
  }

  /** Draws a raffle of which no ticket is left, or learns who has won it. */
  async draw(service: Service, raffle: Played): Promise<void> {
    const path = `/raffles/${raffle.id}/winners/`;
    const drawn = await service.insist("POST", path);
    const already = drawn.status === 400 && drawn.body.detail === "Winners already drawn";
    this.expect(drawn.status === 200 || already, `${raffle.id}: draw ${drawn.status} ${drawn.body.detail}`);
    if (drawn.status === 200) this.learnWinners(raffle, drawn.body);
    const list = await service.insist("GET", path);
    this.expect(list.status === 200, `${raffle.id}: winners ${list.status}`);
    if (list.status === 200) this.learnWinners(raffle, list.body);
  }

  /** Verifies a ticket of a drawn raffle. */
  async verify(service: Service, raffle: Played, told: Told): Promise<void> {
    const { ticket_number, verification_code } = told;
    const { status, body } = await service.insist("POST", `/raffles/${raffle.id}/verify-ticket/`, {
      from: told.from,
      json: { ticket_number, verification_code },
    });
    this.figures.verified++;
    const where = `${raffle.id}: ticket ${ticket_number}`;
    this.expect(status === 200, `${where} is told ${status} ${body.detail}`);
    const prize = raffle.prizes?.get(ticket_number) ?? null;
    this.expect(status !== 200 || body.prize === prize, `${where} wins ${body.prize}, listed is ${prize}`);
  }

  /** Checks at the end, when every call was answered, that nothing of what was told is lost or told twice. @param pause see Service.listed */
  async check(service: Service, pause?: number): Promise<void> {
    await each(this.raffles, 16, (raffle) => this.#checkRaffle(service, raffle));
    const known = new Set(this.raffles.map(({ id }) => id));
    const listed = await this.#listed(service, known, pause);
    this.expect(new Set(listed).size === listed.length, "a raffle is listed twice");
    for (const id of known.difference(new Set(listed))) this.faults.push(`${id} is not listed`);
    for (const id of new Set(listed).difference(known)) this.faults.push(`${id} is listed, told to nobody`);
  }

  /** All that are listed; a raffle that was created without the directory has its alarm to list it. */
  async #listed(service: Service, known: Set<string>, pause?: number): Promise<string[]> {
    const start = performance.now();
    for (;;) {
      const listed = await service.listed(pause);
      const waited = performance.now() - start;
      if (known.isSubsetOf(new Set(listed)) || waited > LISTING_TIME) return listed;
      this.figures.listedAfter = Math.ceil(waited / 1000);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }

  async #checkRaffle(service: Service, raffle: Played): Promise<void> {
    const { id, total, told } = raffle;
    const path = `/raffles/${id}/`;
    const { body } = await service.insist("GET", path);
    const given = total - body.available_tickets;
    this.expect(given === told.length, `${id}: ${given} given out, ${told.length} told`);
    const numbers = new Set(told.map(({ ticket_number }) => ticket_number));
    this.expect(numbers.size === told.length, `${id}: ${told.length - numbers.size} numbers told twice`);
    this.expect(
      new Set(told.map(({ from }) => from)).size === told.length,
      `${id}: an address has two tickets`,
    );
    for (const number of numbers) this.expect(number >= 1 && number <= total, `${id}: ticket ${number}`);
    for (let n = given; n < total; n++) {
      const from = `11.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
      const last = await service.insist("POST", `${path}participate/`, { from, key: crypto.randomUUID() });
      this.expect(last.status === 200, `${id}: claim ${n + 1} of ${total} is told ${last.status}`);
      this.expect(!numbers.has(last.body.ticket_number), `${id}: a ticket told before is given out again`);
      numbers.add(last.body.ticket_number);
    }
    await this.draw(service, raffle);
    for (const one of told) await this.verify(service, raffle, one);
  }
}
