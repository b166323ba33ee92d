import { setTimeout as wait } from "node:timers/promises";
import { type Server, serve } from "../scripts/workerd.ts";
import { Service } from "./client.ts";
import { newDeskRecord, visitDesk } from "./desk.ts";
import { checkAll } from "./final-check.ts";
import { Ledger, type PlayedRaffle, type ReceivedTicket } from "./ledger.ts";

export interface Plan {
  /** How many servers are killed, at least. */
  kills: number;
  clients: number;
  /** Limits how long a server lives after its first answer. */
  maxLifeMs: number;
}

const MAX_OPEN_RAFFLES = 8;

/** Limits how far ahead the closing time of a raffle is. Some raffles sell out sooner. */
const MIN_OPEN_MS = 1000;
const MAX_OPEN_MS = 5000;

/** Limits how many passes a raffle has beyond its tickets. At least one claim by pass gets 410. */
const MAX_SPARE_PASSES = 50;

/** A manager closes a raffle by one action in so many. */
const ACTIONS_PER_CLOSING = 150;

/** One server in so many is killed without waiting for its first answer. */
const SERVERS_PER_EARLY_KILL = 4;

/** Returns a random integer from 0 to below `n`. */
const randomBelow = (n: number): number => Math.floor(n * Math.random());
const pick = <T>(items: readonly T[]): T | undefined => items[randomBelow(items.length)];

/** Plays raffles as one client, one random action after the other. */
class Player {
  readonly #service: Service;
  readonly #ledger: Ledger;
  readonly #number: number;
  #addresses = 0;

  constructor(service: Service, ledger: Ledger, number: number) {
    this.#service = service;
    this.#ledger = ledger;
    this.#number = number;
  }

  async play(): Promise<void> {
    const { raffles } = this.#ledger;
    const open = raffles.filter((raffle) => raffle.isOpen);
    const raffle = pick(open);
    if (!raffle || (open.length < MAX_OPEN_RAFFLES && randomBelow(10) === 0)) return this.#create();
    if (randomBelow(ACTIONS_PER_CLOSING) === 0) return this.#close(raffle);
    const action = randomBelow(10);
    if (action < 5) return this.#claim(raffle);
    const recent = pick(raffles.slice(-MAX_OPEN_RAFFLES * 4)) ?? raffle;
    const ticket = pick(recent.tickets);
    if (!ticket) return;
    if (action < 6) return this.#ledger.repeatClaim(this.#service, recent, ticket);
    if (action < 7) return this.#claimAgain(recent, ticket);
    if (action < 8) return this.#visitDesk();
    if (!recent.isOpen) await this.#ledger.readDraw(this.#service, recent);
    if (recent.isAutomatic) await this.#ledger.readWinners(this.#service, recent);
    if (recent.prizes) await this.#ledger.verify(this.#service, recent, ticket);
  }

  /** Goes to the prize desk with a ticket of a drawn raffle. */
  async #visitDesk(): Promise<void> {
    const raffle = pick(this.#ledger.raffles.filter(({ prizes }) => prizes !== undefined));
    const ticket = raffle && pick(raffle.tickets);
    if (ticket) await visitDesk(this.#service, this.#ledger, raffle, ticket);
  }

  async #create(): Promise<void> {
    // Small raffles end soon, and their prizes are handed over.
    const total = randomBelow(2) ? 3 + randomBelow(15) : 20 + randomBelow(200);
    const winners = 1 + randomBelow(total);
    const closesAt = randomBelow(2)
      ? Date.now() + MIN_OPEN_MS + randomBelow(MAX_OPEN_MS - MIN_OPEN_MS)
      : null;
    const isAutomatic = randomBelow(2) === 0;
    const json = {
      name: "Fair",
      total_tickets: total,
      prizes: [{ name: "Cake", amount: winners }],
      closes_at: closesAt && new Date(closesAt).toISOString(),
      draw_automatically: isAutomatic,
      ...(randomBelow(2) && { admission: "pass", passes: total + 1 + randomBelow(MAX_SPARE_PASSES) }),
    };
    const call = { key: crypto.randomUUID(), json };
    const created = await this.#service.callUntilAnswered("POST", "/raffles/", call);
    // The server may have been down until the closing time.
    if (created.status === 422 && closesAt !== null && Date.now() >= closesAt) return;
    this.#ledger.expect(created.status === 200, `a creation gets ${created.status}`);
    if (created.status !== 200) return;
    const id: string = created.body.raffle_id;
    const unusedPasses = created.body.passes === null ? null : await this.#readPasses(id);
    const facts = { id, total, winners, closesAt, isAutomatic, unusedPasses };
    const isPassedOn = randomBelow(3) === 0;
    this.#ledger.raffles.push({
      ...facts,
      isPassedOn,
      tickets: [],
      isOpen: true,
      known: {},
      desk: newDeskRecord(),
    });
  }

  async #readPasses(id: string): Promise<string[]> {
    const list = await this.#service.callUntilAnswered("GET", `/raffles/${id}/passes/?limit=1000`);
    return list.body.map(({ pass }: { pass: string }) => pass);
  }

  #nextAddress(): string {
    const n = this.#addresses++;
    return `10.${this.#number}.${n >> 8}.${n & 255}`;
  }

  async #claim(raffle: PlayedRaffle): Promise<void> {
    const pass = raffle.unusedPasses === null ? null : raffle.unusedPasses.pop();
    // The last passes are with other clients, one of which will get 410.
    if (pass === undefined) return;
    const claim = { from: this.#nextAddress(), key: crypto.randomUUID(), pass };
    const sentAt = Date.now();
    const { status, body } = await this.#ledger.participate(this.#service, raffle, claim);
    if (status === 200) raffle.tickets.push({ ...body, ...claim, sentAt });
    else this.#ledger.expect(status === 410, `${raffle.id}: a first claim gets ${status} ${body.detail}`);
    if (status === 410) await this.#finish(raffle);
  }

  /** Closes a raffle as a manager. Other clients may be claiming. */
  async #close(raffle: PlayedRaffle): Promise<void> {
    const { status, body } = await this.#service.callUntilAnswered("POST", `/raffles/${raffle.id}/close/`);
    const isClosed = status === 200 && body.closed_at !== null;
    this.#ledger.expect(isClosed, `${raffle.id}: closing gets ${status} ${body.detail}`);
    await this.#finish(raffle);
  }

  /** Draws a closed raffle, unless another client does, or its alarm. */
  async #finish(raffle: PlayedRaffle): Promise<void> {
    if (!raffle.isOpen) return;
    raffle.isOpen = false;
    await this.#ledger.readDraw(this.#service, raffle);
    if (!raffle.isAutomatic) await this.#ledger.draw(this.#service, raffle);
  }

  /**
   * Claims again with another key. From the same address, the claim must be rejected. By the same pass from
   * another address, it must get the same ticket.
   */
  async #claimAgain(raffle: PlayedRaffle, ticket: ReceivedTicket): Promise<void> {
    const key = crypto.randomUUID();
    if (ticket.pass !== null) {
      const again = { ...ticket, from: this.#nextAddress(), key };
      return this.#ledger.repeatClaim(this.#service, raffle, again);
    }
    const { status } = await this.#ledger.participate(this.#service, raffle, { ...ticket, key });
    this.#ledger.expect(status === 403, `${raffle.id}: a second claim gets ${status}`);
    this.#ledger.figures.rejectedClaims++;
  }
}

/**
 * Plays raffles while the server is killed again and again. Then checks what the clients received.
 *
 * @param folder the folder of a bundle
 */
export async function crashRepeatedly(folder: string, { kills, clients, maxLifeMs }: Plan) {
  const service = new Service();
  const ledger = new Ledger();
  let server: Server = await serve(folder);
  service.url = server.url;
  const restart = async () => {
    await server.stop();
    server = await serve(folder, { keepState: true });
    service.url = server.url;
  };
  let isCrashing = true;
  const crowd = Array.from({ length: clients }, async (_, number) => {
    const player = new Player(service, ledger, number);
    while (isCrashing) await player.play();
  });
  try {
    // On a busy machine, it may take further servers until a client receives a ticket.
    const hasTicket = () => ledger.raffles.some(({ tickets }) => tickets.length > 0);
    for (let kill = 0; kill < kills || !hasTicket(); kill++) {
      const { answers } = service;
      // On a busy machine, a server may need seconds for its first answer.
      const isEarly = randomBelow(SERVERS_PER_EARLY_KILL) === 0;
      while (!isEarly && service.answers === answers) await wait(10);
      await wait(maxLifeMs * Math.random());
      await restart();
    }
    isCrashing = false;
    await Promise.all(crowd);
    await restart();
    await checkAll(service, ledger);
  } finally {
    isCrashing = false;
    await server.stop();
    service.close();
  }
  const { raffles, faults, figures } = ledger;
  const ticketsReceived = raffles.reduce((sum, { tickets }) => sum + tickets.length, 0);
  const { interruptedCalls } = service;
  return { raffles: raffles.length, ticketsReceived, interruptedCalls, ...figures, faults };
}
