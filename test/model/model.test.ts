import fc from "fast-check";
import { afterAll, inject, it, vi } from "vitest";
import { actions } from "./actions";
import { Play } from "./play";

afterAll(() => {
  vi.restoreAllMocks();
});

/** The longest time that it plays, and looks for a shorter sequence where one fails, in milliseconds. */
const PATIENCE = 500_000;

// A failure shows the shortest sequence that fails, and the seed that finds it again.
it("whatever managers, players and strangers do, in whatever order, the service answers as the contract says", async () => {
  const { seed, runs } = inject("model");
  await fc.assert(
    fc.asyncProperty(actions, async (sequence) => {
      const play = new Play();
      for (const action of sequence) await play.act(action);
    }),
    { seed, numRuns: runs, interruptAfterTimeLimit: PATIENCE, markInterruptAsFailure: true },
  );
}, 600_000);
