// A crowd that plays raffles while the server is killed under it, again and again.
import { setTimeout as wait } from "node:timers/promises";
import { type Server, serve } from "../scripts/workerd.ts";
import { Service } from "./client.ts";
import { Ledger, type Played, type Told } from "./ledger.ts";

export interface Plan {
  kills: number;
  clients: number;
  /** The longest life of a server, in milliseconds. */
  life: number;
}

/** As many raffles as are open at a time. */
const OPEN = 8;

const upTo = (n: number): number => Math.floor(n * Math.random());
const oneOf = <T>(items: readonly T[]): T | undefined => items[upTo(items.length)];

/** One client: creates, claims, repeats, cheats, draws and verifies, one call after the other. */
class Player {
  readonly #service: Service;
  readonly #ledger: Ledger;
  readonly #name: number;
  #addresses = 0;

  constructor(service: Service, ledger: Ledger, name: number) {
    this.#service = service;
    this.#ledger = ledger;
    this.#name = name;
  }

  async play(): Promise<void> {
    const { raffles } = this.#ledger;
    const open = raffles.filter((raffle) => raffle.open);
    const raffle = oneOf(open);
    if (!raffle || (open.length < OPEN && upTo(10) === 0)) return this.#create();
    const dice = upTo(10);
    if (dice < 6) return this.#claim(raffle);
    const known = oneOf(raffles.slice(-OPEN * 4)) ?? raffle;
    const told = oneOf(known.told);
    if (!told) return;
    if (dice < 7) return this.#repeat(known, told);
    if (dice < 8) return this.#claimTwice(known, told);
    if (known.prizes) await this.#ledger.verify(this.#service, known, told);
  }

  async #create(): Promise<void> {
    const total = 20 + upTo(200);
    const winners = 1 + upTo(total);
    const json = { name: "Fair", total_tickets: total, prizes: [{ name: "Cake", amount: winners }] };
    const created = await this.#service.insist("POST", "/raffles/", { key: crypto.randomUUID(), json });
    this.#ledger.expect(created.status === 200, `create is told ${created.status}`);
    if (created.status !== 200) return;
    this.#ledger.raffles.push({ id: created.body.raffle_id, total, winners, told: [], open: true });
  }

  async #claim(raffle: Played): Promise<void> {
    const n = this.#addresses++;
    const from = `10.${this.#name}.${n >> 8}.${n & 255}`;
    const key = crypto.randomUUID();
    const { status, body } = await this.#participate(raffle, from, key);
    if (status === 200) raffle.told.push({ ...body, from, key });
    else this.#ledger.expect(status === 410, `${raffle.id}: a first claim is told ${status} ${body.detail}`);
    if (status !== 410 || !raffle.open) return;
    raffle.open = false;
    await this.#ledger.draw(this.#service, raffle);
  }

  /** The same call again gets the same ticket. */
  async #repeat(raffle: Played, told: Told): Promise<void> {
    const { status, body } = await this.#participate(raffle, told.from, told.key);
    const same =
      body.ticket_number === told.ticket_number && body.verification_code === told.verification_code;
    this.#ledger.expect(status === 200 && same, `${raffle.id}: a repeated claim is told ${status}`);
    this.#ledger.figures.replayed++;
  }

  /** Another call from the same address gets nothing. */
  async #claimTwice(raffle: Played, { from }: Told): Promise<void> {
    const { status } = await this.#participate(raffle, from, crypto.randomUUID());
    this.#ledger.expect(status === 403, `${raffle.id}: a second claim is told ${status}`);
    this.#ledger.figures.refused++;
  }

  #participate = ({ id }: Played, from: string, key: string) =>
    this.#service.insist("POST", `/raffles/${id}/participate/`, { from, key });
}

/** Plays while the server is killed as often as planned; checks all that was told. @param folder a bundle */
export async function crashRepeatedly(folder: string, { kills, clients, life }: Plan) {
  const service = new Service();
  const ledger = new Ledger();
  let server: Server = await serve(folder);
  service.url = server.url;
  let crashing = true;
  const crowd = Array.from({ length: clients }, async (_, name) => {
    const player = new Player(service, ledger, name);
    while (crashing) await player.play();
  });
  try {
    for (let kill = 0; kill < kills; kill++) {
      await wait(life * Math.random());
      await server.stop();
      server = await serve(folder, { keep: true });
      service.url = server.url;
    }
    crashing = false;
    await Promise.all(crowd);
    await server.stop();
    server = await serve(folder, { keep: true });
    service.url = server.url;
    await ledger.check(service);
  } finally {
    crashing = false;
    await server.stop();
    service.close();
  }
  const { raffles, faults, figures } = ledger;
  const told = raffles.reduce((sum, raffle) => sum + raffle.told.length, 0);
  return { raffles: raffles.length, told, broken: service.broken, ...figures, faults };
}
