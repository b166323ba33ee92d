import type { Answer, Service } from "./client.ts";

/** Describes a ticket that a client has received, and the claim that got it. */
export interface ReceivedTicket {
  from: string;
  key: string;
  /** Is the pass that got it, null in a raffle that admits addresses. */
  pass: string | null;
  ticket_number: number;
  verification_code: string;
  /** Is when the claim was first sent, in milliseconds since 1970. */
  sentAt: number;
}

/** Lists the facts of a transcript that never change once they are known. */
const FIXED_FACTS = ["closed_at", "closed_by", "claimed_digest", "drawn_at", "randomness"] as const;

/** Records what became of the prizes of a raffle, as clients were told. */
export interface DeskRecord {
  /** Maps collected tickets to the key of the hand-over and its time. */
  collected: Map<number, { key: string; at: string }>;
  /** Maps forfeited tickets to the reserves who got their prizes. */
  forfeited: Map<number, number | null>;
  /** Has the tickets for which a client is calling. */
  busy: Set<number>;
}

/** Describes a raffle whose creation a client has seen confirmed. */
export interface PlayedRaffle {
  id: string;
  total: number;
  winners: number;
  tickets: ReceivedTicket[];
  /** Lists the passes that nobody has claimed by; null if the raffle admits addresses. */
  unusedPasses: string[] | null;
  isOpen: boolean;
  /** Is when the raffle closes by itself, in milliseconds since 1970. */
  closesAt: number | null;
  /** Says whether the raffle is drawn by itself. */
  isAutomatic: boolean;
  /** Has the facts of the draw that a client has seen. */
  known: { [K in (typeof FIXED_FACTS)[number]]?: string };
  /** Maps winning tickets to their prizes as drawn, once a client has received the winners. */
  prizes?: Map<number, string>;
  /** Says whether clients forfeit prizes. */
  isPassedOn: boolean;
  desk: DeskRecord;
}

/** Records what clients received, and checks that the service still agrees. */
export class Ledger {
  readonly raffles: PlayedRaffle[] = [];
  readonly faults: string[] = [];
  readonly figures = {
    ticketsByPass: 0,
    repeatedClaims: 0,
    repeatedPasses: 0,
    rejectedClaims: 0,
    closedByTime: 0,
    closedByManager: 0,
    drawnAutomatically: 0,
    drawnAfterSeconds: 0,
    verifiedTickets: 0,
    collectedPrizes: 0,
    undoneCollections: 0,
    forfeitedPrizes: 0,
    listedAfterSeconds: 0,
  };

  /** Records a fault unless `holds`. */
  expect(holds: boolean, fault: string): void {
    if (!holds) this.faults.push(fault);
  }

  /** Claims by an address or by a pass. */
  participate(
    service: Service,
    { id }: PlayedRaffle,
    { from, key, pass }: Pick<ReceivedTicket, "from" | "key" | "pass">,
  ): Promise<Answer> {
    const call = { from, key, ...(pass !== null && { json: { pass } }) };
    return service.callUntilAnswered("POST", `/raffles/${id}/participate/`, call);
  }

  /** Repeats a claim, by pass or with its key. It must get the same ticket. */
  async repeatClaim(service: Service, raffle: PlayedRaffle, ticket: ReceivedTicket): Promise<void> {
    const { ticket_number, verification_code, pass } = ticket;
    const { status, body } = await this.participate(service, raffle, ticket);
    const isSame = body.ticket_number === ticket_number && body.verification_code === verification_code;
    this.expect(status === 200 && isSame, `${raffle.id}: a repeated claim gets ${status}`);
    this.figures[pass === null ? "repeatedClaims" : "repeatedPasses"]++;
  }

  /** Records the winners. It is a fault if they differ from winners that were recorded before. */
  recordWinners(raffle: PlayedRaffle, winners: { ticket_number: number; prize: string }[]): void {
    // Once a prize is forfeited, the list has who holds the prizes. `checkDesk` checks it.
    if (raffle.prizes && raffle.isPassedOn) return;
    const prizes = new Map(winners.map(({ ticket_number, prize }) => [ticket_number, prize]));
    const before = raffle.prizes ?? prizes;
    const isSame =
      before.size === prizes.size &&
      before.entries().every(([ticket, prize]) => prizes.get(ticket) === prize);
    this.expect(isSame, `${raffle.id}: the winners have changed`);
    raffle.prizes = prizes;
  }

  /** Reads and records the winners. Returns whether the raffle is drawn. */
  async readWinners(service: Service, raffle: PlayedRaffle): Promise<boolean> {
    const { status, body } = await service.callUntilAnswered("GET", `/raffles/${raffle.id}/winners/`);
    if (status === 200) this.recordWinners(raffle, body);
    else this.expect(body.detail === "Winners not drawn", `${raffle.id}: winners ${status}`);
    return status === 200;
  }

  /** Reads the transcript. It is a fault if it differs from facts that a client has seen before. */
  async readDraw(service: Service, { id, known }: PlayedRaffle) {
    const before = { ...known };
    const { body } = await service.callUntilAnswered("GET", `/raffles/${id}/draw/`);
    for (const name of FIXED_FACTS) {
      // Another client may have seen more, and got its answer first.
      const seen = before[name] ?? (body[name] === null ? undefined : known[name]);
      this.expect(seen === undefined || seen === body[name], `${id}: ${name} was ${seen}, is ${body[name]}`);
      if (body[name] !== null) known[name] ??= body[name];
    }
    return body;
  }

  /** Draws a closed raffle, unless it is drawn, and records the winners. */
  async draw(service: Service, raffle: PlayedRaffle): Promise<void> {
    const path = `/raffles/${raffle.id}/winners/`;
    const drawn = await service.callUntilAnswered("POST", path);
    const wasDrawn = drawn.status === 400 && drawn.body.detail === "Winners already drawn";
    this.expect(drawn.status === 200 || wasDrawn, `${raffle.id}: draw ${drawn.status} ${drawn.body.detail}`);
    if (drawn.status === 200) this.recordWinners(raffle, drawn.body);
    this.expect(await this.readWinners(service, raffle), `${raffle.id}: no winners after the draw`);
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
    if (raffle.isPassedOn) return;
    const prize = raffle.prizes?.get(ticket_number) ?? null;
    this.expect(status !== 200 || body.prize === prize, `${place} wins ${body.prize}, listed is ${prize}`);
  }
}
