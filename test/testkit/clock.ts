import { vi } from "vitest";

/** Advances `Date.now()` until the mocks are restored. */
export function advanceClock(milliseconds: number): void {
  const later = Date.now() + milliseconds;
  vi.spyOn(Date, "now").mockReturnValue(later);
}

/**
 * Makes every `scheduler.wait` return at once and advance the clock instead, until the mocks are restored.
 *
 * @returns the spy that records the waits
 */
export const skipWaits = () =>
  vi.spyOn(scheduler, "wait").mockImplementation(async (milliseconds) => advanceClock(milliseconds));
