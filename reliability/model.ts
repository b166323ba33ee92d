// `npm run test:model`: the model's test with many more sequences, others each time: `-- 1000 42` plays 1,000 by seed 42.
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";

const [runs = "300", seed = String(randomInt(2 ** 31))] = process.argv.slice(2);
console.log(`${runs} sequences by seed ${seed}`);
const env = { ...process.env, MODEL_RUNS: runs, MODEL_SEED: seed };
process.exitCode = spawnSync("vitest", ["run", "test/model"], { env, stdio: "inherit" }).status ?? 1;
