import { log } from "../../log";
import { directoryOf } from "../directory/object";
import type { StoredRaffle } from "./state";

/** When the alarm updates the directory after a creation or deletion that could not, in milliseconds. */
export const DIRECTORY_UPDATE_DELAY_MS = 30_000;

/** How long a call waits for the directory, in milliseconds. The alarm has no such limit. */
const MAX_DIRECTORY_WAIT_MS = 2000;

/** Adds the raffle to the directory. @returns whether that worked */
export const list = (env: Env, { id, createdAt }: StoredRaffle): Promise<boolean> =>
  succeeds("listing_failed", id, async () => directoryOf(env).add(id, createdAt));

/** Removes a raffle from the directory. @returns whether that worked */
export const unlist = (env: Env, id: string): Promise<boolean> =>
  succeeds("unlisting_failed", id, async () => directoryOf(env).remove(id));

async function succeeds(failureEvent: string, id: string, update: () => Promise<void>): Promise<boolean> {
  try {
    await update();
    return true;
  } catch (error) {
    log("error", failureEvent, { raffle_id: id, error: String(error) });
    return false;
  }
}

/** Waits for the directory, at most MAX_DIRECTORY_WAIT_MS. */
export async function waitBriefly(update: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  // Aborting the timer rejects it.
  const timeout = scheduler.wait(MAX_DIRECTORY_WAIT_MS, { signal: timer.signal }).catch(() => {});
  await Promise.race([update, timeout]);
  timer.abort();
}
