import { vi } from "vitest";
import { RaffleObject } from "../../src/durable-objects/raffle/object";

/** The context of an object, which only its class may see. */
const contextOf = (raffle: RaffleObject) => (raffle as unknown as { ctx: DurableObjectState }).ctx;

/** Resets an object, as a deployment does; the Vitest integration does not report resets whose reason begins so. */
export const reset = (raffle: RaffleObject): void =>
  contextOf(raffle).abort("Instance dispose: reset on purpose, by a test");

/** Resets the object when the next call of `method` is on disk and before its answer leaves, as a deployment may. */
export function resetAfter(method: "create" | "claim" | "draw" | "remove"): void {
  const original = RaffleObject.prototype[method] as (...args: unknown[]) => unknown;
  const resetting = async function (this: RaffleObject, ...args: unknown[]) {
    await original.apply(this, args);
    await contextOf(this).storage.sync();
    reset(this);
  };
  vi.spyOn(RaffleObject.prototype, method).mockImplementationOnce(resetting as never);
}
