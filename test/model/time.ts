import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { forgetRaffle } from "../../src/api/shared/raffle-cache";
import { directoryOf } from "../../src/durable-objects/directory/object";
import { advanceClock } from "../testkit/clock";
import { evict, raffleObject } from "../testkit/objects";
import type { Of } from "./actions";
import { adoptWinners } from "./checks";
import type { RaffleModel } from "./model";

const HOUR_MS = 3_600_000;

/** The most times that the alarm of a small raffle rings until nothing is due. */
const MAX_RINGS = 6;

/** A raffle, with its passes in the order of their numbers. */
export interface CreatedRaffle {
  id: string;
  model: RaffleModel;
  passes: string[];
}

/** Plays what happens by itself: time passes, alarms ring, and objects are evicted. */
export class PlayTime {
  /** Lists the created raffles, oldest first. */
  protected readonly raffles: CreatedRaffle[] = [];
  protected readonly deleted = new Set<string>();
  #wentBack = false;

  async evict({ raffle }: Of<"evict">) {
    await this.#evict(this.at(raffle).id);
  }

  async upgrade() {
    for (const { id } of this.raffles) await this.#evict(id);
    await directoryOf(env).page(1);
    await evictDurableObject(directoryOf(env));
    this.advance(61_000);
  }

  async wait({ seconds }: Of<"wait">) {
    this.advance(1000 * seconds);
  }

  async waitUntil({ raffle, moment, further }: Of<"waitUntil">) {
    const { model } = this.at(raffle);
    const until = (model?.facts[moment] ?? 0) + further;
    if (until > Date.now()) this.advance(until - Date.now());
  }

  async ring({ raffle }: Of<"ring">) {
    const { id, model } = this.at(raffle);
    const object = raffleObject(id);
    for (let rings = 0; rings < MAX_RINGS; rings++) {
      const at = await runInDurableObject(object, (_, { storage }) => storage.getAlarm());
      const ahead = (at ?? 0) - Date.now();
      if (ahead > 0 && ahead <= HOUR_MS) this.advance(ahead);
      await runDurableObjectAlarm(object);
      if (at === null || ahead > HOUR_MS) break;
    }
    if (!model?.closed) return;
    model.digested = true;
    if (model.facts.drawAutomatically && !model.winners) await adoptWinners(id, model);
  }

  async back({ seconds }: Of<"back">) {
    if (this.#wentBack) return;
    this.#wentBack = true;
    // What the clock has brought about remains: closing, and forgetting the players.
    for (const { id } of this.raffles) await this.#evict(id);
    for (const { id } of this.raffles) forgetRaffle(id);
    advanceClock(-1000 * seconds);
  }

  /** Advances the clock, for the models too. */
  protected advance(milliseconds: number) {
    advanceClock(milliseconds);
    for (const { model } of this.raffles) model.catchUp(Date.now());
  }

  /** Returns a raffle, without its model if it is deleted or was never created. */
  protected at(raffle: number): Omit<CreatedRaffle, "model"> & { model: RaffleModel | undefined } {
    const { id = crypto.randomUUID(), model, passes = [] } = this.raffles[raffle] ?? {};
    return { id, model: this.deleted.has(id) ? undefined : model, passes };
  }

  /** Evicts a raffle's Durable Object. The call before it makes sure that the object runs. */
  async #evict(id: string) {
    await raffleObject(id).state();
    await evict(id);
  }
}
