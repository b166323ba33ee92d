import { vi } from "vitest";

/** Lets time pass for whoever looks at `Date.now()`, until the mocks are restored. */
export function advanceClock(milliseconds: number): void {
  const later = Date.now() + milliseconds;
  vi.spyOn(Date, "now").mockReturnValue(later);
}

/**
 * Makes every `scheduler.wait` end at once, and lets the time pass that it would have taken, until the mocks are restored.
 *
 * @returns the spy that sees the waits
 */
export const skipWaits = () =>
  vi.spyOn(scheduler, "wait").mockImplementation(async (milliseconds) => advanceClock(milliseconds));
