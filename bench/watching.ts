// The parts of `npm run bench` that claim tickets while others use the route for watching a raffle.
import { maxOpenFiles } from "../scripts/workerd.ts";
import { compare, perSecond, report, reportRates } from "./figures.ts";
import { claimsIn, measureRate } from "./load.ts";
import { createRaffle, PORT } from "./service.ts";
import { watch } from "./watchers.ts";
import { openSink, startFlood } from "./watchers-flood.ts";

/** Is limited by workerd's files: it opens two for each watcher, and some hundred others. */
const WATCHERS = Math.min(10_000, Math.floor((maxOpenFiles() - 1000) / 2));

// Rounds are fewer and longer than in other parts, because messages come seconds apart.
const WATCHING_ROUNDS = 5;
const WATCHING_SECONDS = 20;

export async function measureWatching(): Promise<void> {
  const id = await createRaffle(100_000_000, 1);
  const claim = () => measureRate({ ...claimsIn([id]), seconds: WATCHING_SECONDS });
  let messages = 0;
  const claimWatched = async () => {
    const watchers = await watch(id, WATCHERS);
    const claims = await claim();
    messages += await watchers.countMessages();
    await watchers.stop();
    return claims;
  };
  const rates = await compare(claimWatched, claim, WATCHING_ROUNDS);
  const interval = ((WATCHING_ROUNDS + 1) * WATCHING_SECONDS) / messages;
  const figure = `claims/s while ${WATCHERS.toLocaleString("en")} watch the raffle`;
  const measured = `${perSecond(rates)}, a message every ${interval.toFixed(1)} s`;
  report(figure, "nobody watches", measured, rates.ratio, "≥ 0.90");
  // Without messages, the figure would not include their cost.
  if (messages < 1) throw new Error("The watchers got hardly any message");
}

export async function measureFlooding(): Promise<void> {
  const id = await createRaffle(100_000_000, 1);
  const sink = await openSink();
  const claimDuringFloodOf = async (port: number) => {
    const flood = await startFlood(port, `/raffles/${id}/live/`);
    const claims = await measureRate(claimsIn([id]));
    await flood.stop();
    return claims;
  };
  const rates = await compare(
    () => claimDuringFloodOf(PORT),
    () => claimDuringFloodOf(sink.port),
  );
  await sink.stop();
  const figure = "claims/s while one client floods the watching route";
  reportRates(figure, "floods another process", rates, "≥ 0.60");
}
