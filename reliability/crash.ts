import { setTimeout as wait } from "node:timers/promises";
import { type Server, serve } from "../scripts/workerd.ts";
import { Service } from "./client.ts";
import { checkAll } from "./final-check.ts";
import { Ledger, type PlayedRaffle, type ReceivedTicket } from "./ledger.ts";

export interface Plan {
  kills: number;
  clients: number;
  /** Limits how long a server lives after its first answer. */
  maxLifeMs: number;
}

const MAX_OPEN_RAFFLES = 8;

/** Limits how far ahead the closing time of a raffle is. Some raffles sell out sooner. */
const MIN_OPEN_MS = 1000;
const MAX_OPEN_MS = 5000;

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
    if (action < 6) return this.#claim(raffle);
    const recent = pick(raffles.slice(-MAX_OPEN_RAFFLES * 4)) ?? raffle;
    const ticket = pick(recent.tickets);
    if (!ticket) return;
    if (action < 7) return this.#repeatClaim(recent, ticket);
    if (action < 8) return this.#claimAgain(recent, ticket);
    if (!recent.isOpen) await this.#ledger.readDraw(this.#service, recent);
    if (recent.isAutomatic) await this.#ledger.readWinners(this.#service, recent);
    if (recent.prizes) await this.#ledger.verify(this.#service, recent, ticket);
  }

  async #create(): Promise<void> {
    const total = 20 + randomBelow(200);
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
    };
    const call = { key: crypto.randomUUID(), json };
    const created = await this.#service.callUntilAnswered("POST", "/raffles/", call);
    // The server may have been down until the closing time.
    if (created.status === 422 && closesAt !== null && Date.now() >= closesAt) return;
    this.#ledger.expect(created.status === 200, `a creation gets ${created.status}`);
    if (created.status !== 200) return;
    const id = created.body.raffle_id;
    const raffle = { id, total, winners, closesAt, isAutomatic, tickets: [], isOpen: true, known: {} };
    this.#ledger.raffles.push(raffle);
  }

  async #claim(raffle: PlayedRaffle): Promise<void> {
    const n = this.#addresses++;
    const from = `10.${this.#number}.${n >> 8}.${n & 255}`;
    const key = crypto.randomUUID();
    const sentAt = Date.now();
    const { status, body } = await this.#participate(raffle, from, key);
    if (status === 200) raffle.tickets.push({ ...body, from, key, sentAt });
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

  /** Repeats a claim with its key. It must get the same ticket. */
  async #repeatClaim(raffle: PlayedRaffle, ticket: ReceivedTicket): Promise<void> {
    const { ticket_number, verification_code, from, key } = ticket;
    const { status, body } = await this.#participate(raffle, from, key);
    const isSame = body.ticket_number === ticket_number && body.verification_code === verification_code;
    this.#ledger.expect(status === 200 && isSame, `${raffle.id}: a repeated claim gets ${status}`);
    this.#ledger.figures.repeatedClaims++;
  }

  /** Claims again from the same address, with another key. The claim must be rejected. */
  async #claimAgain(raffle: PlayedRaffle, { from }: ReceivedTicket): Promise<void> {
    const { status } = await this.#participate(raffle, from, crypto.randomUUID());
    this.#ledger.expect(status === 403, `${raffle.id}: a second claim gets ${status}`);
    this.#ledger.figures.rejectedClaims++;
  }

  #participate = ({ id }: PlayedRaffle, from: string, key: string) =>
    this.#service.callUntilAnswered("POST", `/raffles/${id}/participate/`, { from, key });
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
    for (let kill = 0; kill < kills; kill++) {
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
