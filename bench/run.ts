// `npm run bench` measures speed, as ratios within one run. docs/design/performance.md explains the figures.
// `npm run bench -- claims lists` runs only these parts.
import { mkdirSync, rmSync } from "node:fs";
import { cpus } from "node:os";
import { build, type Server, serve } from "../scripts/workerd.ts";
import { measureClaims, measureGrowth, measurePasses, measureStorage } from "./claims.ts";
import { measureDesk } from "./desk.ts";
import { measureDraws, measureMemory, measurePeak } from "./draws.ts";
import { printFigures, ROUNDS, saveFigures } from "./figures.ts";
import { measureCreating, measureLists, measureReads, measureRejections } from "./requests.ts";
import { PORT } from "./service.ts";
import { measureFlooding, measureWatching } from "./watching.ts";

const PARTS: Record<string, (server: Server, folder: string) => Promise<void>> = {
  claims: measureClaims,
  passes: measurePasses,
  growth: measureGrowth,
  storage: measureStorage,
  reads: measureReads,
  rejections: measureRejections,
  lists: measureLists,
  creating: measureCreating,
  drawing: measureDraws,
  desk: measureDesk,
  peak: measurePeak,
  watching: measureWatching,
  flooding: measureFlooding,
  memory: measureMemory,
};

const names = process.argv.slice(2);
const parts = Object.entries(PARTS).filter(([name]) => names.length === 0 || names.includes(name));
const folder = build("bench/worker.ts");
try {
  for (const [name, measure] of parts) {
    const server = await serve(folder, { port: PORT, inspected: name === "memory" });
    await measure(server, folder);
    await server.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${cpus().length} cores, ${cpus()[0]?.model}; medians of ${ROUNDS} rounds\n`);
printFigures();
// Only a complete run is saved.
if (names.length === 0) {
  mkdirSync("bench/results", { recursive: true });
  saveFigures("bench/results/latest.json");
}
process.exit(0);
