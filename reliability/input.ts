// `npm run test:input` sends 20,000 requests that no well-meaning client sends, which differ each time.
// `npm run test:input -- 5000 42` sends 5,000 requests with seed 42.
import { randomInt } from "node:crypto";
import { rmSync } from "node:fs";
import { build, serve } from "../scripts/workerd.ts";
import { bombard } from "./bombard.ts";

const MAX_ANSWER_MS = 1000;

const [count = "20000", seed = String(randomInt(2 ** 31))] = process.argv.slice(2);
console.log(`${count} requests by seed ${seed}`);
const folder = build();
const server = await serve(folder);
try {
  const { statuses, slowestMs, faults } = await bombard(server.url, Number(count), Number(seed));
  console.log(`answers by status  ${statuses.map((pair) => pair.join(": ")).join(", ")}`);
  console.log(`the slowest        ${Math.round(slowestMs)} ms, of at most ${MAX_ANSWER_MS}`);
  console.log(`faults             ${faults.length}`);
  for (const fault of faults.slice(0, 20)) console.log(fault);
  if (faults.length > 0 || slowestMs > MAX_ANSWER_MS) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
