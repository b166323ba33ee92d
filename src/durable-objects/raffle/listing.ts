import { log } from "../../log";
import { directoryOf } from "../directory/object";
import type { StoredRaffle } from "./state";

/** How long after a change that the directory is to be told of a raffle sees to it that it was, in milliseconds. */
export const LISTING_CHECK = 30_000;

/** How long an answer waits for the directory, in milliseconds; the alarm waits as long as it takes. */
const PATIENCE = 2000;

/** Has the directory list the raffle. @returns whether it did */
export const list = (env: Env, { id, createdAt }: StoredRaffle): Promise<boolean> =>
  told("listing_failed", id, async () => directoryOf(env).add(id, createdAt));

/** Has the directory take a raffle off its list. @returns whether it did */
export const unlist = (env: Env, id: string): Promise<boolean> =>
  told("unlisting_failed", id, async () => directoryOf(env).remove(id));

async function told(failed: string, id: string, tell: () => Promise<void>): Promise<boolean> {
  try {
    await tell();
    return true;
  } catch (error) {
    log("error", failed, { raffle_id: id, error: String(error) });
    return false;
  }
}

/** Waits for the directory, but no longer than an answer may. */
export async function patiently(work: Promise<unknown>): Promise<void> {
  const patience = new AbortController();
  const { signal } = patience;
  // The wait is given up when it is not needed: that is what it rejects with.
  const late = scheduler.wait(PATIENCE, { signal }).catch(() => {});
  await Promise.race([work, late]);
  patience.abort();
}
