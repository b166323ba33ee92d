import { vi } from "vitest";
import { RaffleObject } from "../../src/durable-objects/raffle/object";

/** Returns the context of an object, which is protected. */
const contextOf = (raffle: RaffleObject) => (raffle as unknown as { ctx: DurableObjectState }).ctx;

/**
 * Resets an object, as a deployment does. The Vitest integration doesn't report resets whose reason begins
 * like this.
 */
export const reset = (raffle: RaffleObject): void =>
  contextOf(raffle).abort("Instance dispose: reset on purpose, by a test");

/** Resets the object between the commit and the answer of the next call of `method`, as a deployment may. */
export function resetAfter(method: "create" | "claim" | "draw" | "remove"): void {
  const original = RaffleObject.prototype[method] as (...args: unknown[]) => unknown;
  const resetting = async function (this: RaffleObject, ...args: unknown[]) {
    await original.apply(this, args);
    await contextOf(this).storage.sync();
    reset(this);
  };
  vi.spyOn(RaffleObject.prototype, method).mockImplementationOnce(resetting as never);
}
