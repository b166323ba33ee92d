import { runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";
import { raffleObject } from "./objects";

/** Returns how many rows are written and read while `work` runs, as the platform bills them. */
export async function rowsBilled({ sql }: DurableObjectStorage, work: () => unknown) {
  const spy = vi.spyOn(sql, "exec");
  await work();
  const cursors = spy.mock.results.map(({ value }) => value as { rowsWritten: number; rowsRead: number });
  spy.mockRestore();
  return {
    written: cursors.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0),
    read: cursors.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
  };
}

/** Returns how many rows a raffle's object writes and reads while `work` runs. */
export async function rowsBilledTo(id: string, work: () => unknown) {
  const storage = await runInDurableObject(raffleObject(id), (_, { storage }) => storage);
  return rowsBilled(storage, work);
}
