import fc from "fast-check";
import { afterAll, beforeAll, inject, it, vi } from "vitest";
import { advanceClock } from "../testkit/clock";
import { actions, LONGEST_STEP_BACK_SECONDS } from "./actions";
import { Play } from "./play";

beforeAll(() => {
  // The clock stands still unless an action advances it. The runtime's own clock never gets to an alarm.
  advanceClock(86_400_000);
});
afterAll(() => {
  vi.restoreAllMocks();
});

/** Limits the time to play, and to shrink a failing sequence. */
const TIME_LIMIT_MS = 500_000;

// A failure prints the shortest failing sequence and the seed that reproduces it.
it("the service answers every sequence of actions as the contract says", async () => {
  const { seed, runs } = inject("model");
  await fc.assert(
    fc.asyncProperty(actions, async (sequence) => {
      // The clock may have gone back. Raffles of earlier plays must be older than those of this one.
      advanceClock(1000 * LONGEST_STEP_BACK_SECONDS + 1);
      const play = new Play();
      for (const action of sequence) await play.act(action);
    }),
    { seed, numRuns: runs, interruptAfterTimeLimit: TIME_LIMIT_MS, markInterruptAsFailure: true },
  );
}, 600_000);
