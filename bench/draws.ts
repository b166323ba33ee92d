// The parts of `npm run bench` that draw a million winners.
import { connectInspector } from "../scripts/inspector.ts";
import { type Server, serve } from "../scripts/workerd.ts";
import { compare, report } from "./figures.ts";
import { createRaffle, createSoldOut, draw, giveOutLast, PORT, SERVICE_URL } from "./service.ts";

const MILLION = 1_000_000;
const CPU_LIMIT_MS = 30_000;
const ISOLATE_LIMIT_MB = 128;

export async function measureDraws(): Promise<void> {
  let bytes = 0;
  const large = async () => {
    const raffle = await createSoldOut(MILLION);
    bytes = raffle.bytes;
    return draw(raffle.id);
  };
  const times = await compare(large, async () => draw((await createSoldOut(1000)).id));
  report("bytes on disk a claim, at a million", "100", bytes.toFixed(1), bytes, "≤ 100");
  // A draw of 1,000 winners that takes n ms takes n µs for each winner.
  const microseconds = (1000 * times.one) / MILLION;
  const measured = `${microseconds.toFixed(2)} against ${times.other.toFixed(2)} µs a winner`;
  const figure = "drawing 1,000,000 winners, a winner";
  report(figure, "1,000 winners", measured, microseconds / times.other, "≤ 1");
  const total = `${Math.round(times.one)} ms`;
  report("the same, in all", "CPU limit of a call", total, times.one / CPU_LIMIT_MS, "≤ 0.33");
}

/**
 * Draws on a workerd that has drawn one small raffle before, which loads the code.
 *
 * @returns how far the resident memory rose above its level at rest, in MB
 */
async function measureMemoryOfDraw(folder: string, id: string): Promise<number> {
  const server = await serve(folder, { port: PORT, keepState: true });
  await draw((await createSoldOut(1000)).id);
  const rest = server.residentMb();
  server.resetPeak();
  await draw(id);
  const peak = server.peakResidentMb();
  await server.stop();
  return peak - rest;
}

export async function measurePeak(server: Server, folder: string): Promise<void> {
  const { id: dense } = await createSoldOut(MILLION);
  const sparse = await createRaffle(100 * MILLION, MILLION);
  await giveOutLast(sparse, 100 * MILLION);
  await server.stop();
  const draws = [
    { id: dense, tickets: "1,000,000" },
    { id: sparse, tickets: "100,000,000" },
  ];
  for (const { id, tickets } of draws) {
    const rise = await measureMemoryOfDraw(folder, id);
    const figure = `memory above rest while drawing 1,000,000 of ${tickets}`;
    report(figure, "128 MB", `${rise.toFixed(0)} MB`, rise / ISOLATE_LIMIT_MB, "≤ 0.5");
  }
}

export async function measureMemory(): Promise<void> {
  const { id } = await createSoldOut(MILLION);
  await draw(id);
  const inspector = await connectInspector();
  let peak = 0;
  let isListed = false;
  const list = async () => {
    const answer = await fetch(`${SERVICE_URL}/raffles/${id}/winners/`);
    let length = 0;
    for await (const chunk of answer.body ?? []) length += chunk.length;
    isListed = true;
    return length;
  };
  const watchMemory = async () => {
    while (!isListed) peak = Math.max(peak, await inspector.usedMb());
  };
  const [length] = await Promise.all([list(), watchMemory()]);
  if (peak === 0) throw new Error("The memory was never measured");
  if (length < 30 * MILLION) throw new Error(`The list of winners has only ${length} bytes`);
  const figure = "memory while listing 1,000,000 winners";
  report(figure, "128 MB", `${peak.toFixed(0)} MB`, peak / ISOLATE_LIMIT_MB, "≤ 0.5");
}
