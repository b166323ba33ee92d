import type { Service } from "./client.ts";
import { forEachConcurrently } from "./concurrency.ts";
import type { Ledger } from "./ledger.ts";
import { checkRaffle } from "./raffle-check.ts";

/** Is twice the time after which a raffle's alarm retries to list the raffle. */
const LISTING_TIMEOUT_MS = 60_000;

/**
 * Checks every raffle and the list of raffles. All calls must have been answered before.
 *
 * @param pauseMs see Service.listRaffles
 */
export async function checkAll(service: Service, ledger: Ledger, pauseMs?: number): Promise<void> {
  await forEachConcurrently(ledger.raffles, 16, (raffle) => checkRaffle(service, ledger, raffle));
  const created = new Set(ledger.raffles.map(({ id }) => id));
  const ids = await listUntilComplete(service, ledger, created, pauseMs);
  const listed = new Set(ids);
  ledger.expect(listed.size === ids.length, "a raffle is listed twice");
  for (const id of created.difference(listed)) ledger.faults.push(`${id} is not listed`);
  for (const id of listed.difference(created)) ledger.faults.push(`${id} is listed, but nobody created it`);
}

/** Lists raffles until all are listed. An alarm lists a raffle later if the directory was not reached. */
async function listUntilComplete(
  service: Service,
  ledger: Ledger,
  created: Set<string>,
  pauseMs?: number,
): Promise<string[]> {
  const start = performance.now();
  for (;;) {
    const listed = await service.listRaffles(pauseMs);
    const waitedMs = performance.now() - start;
    if (created.isSubsetOf(new Set(listed)) || waitedMs > LISTING_TIMEOUT_MS) return listed;
    ledger.figures.listedAfterSeconds = Math.ceil(waitedMs / 1000);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
