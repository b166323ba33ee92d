// `npm run test:model` runs the test of the model with 300 random sequences, which differ each time.
// `npm run test:model -- 1000 42` runs 1,000 sequences with seed 42.
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";

const [runs = "300", seed = String(randomInt(2 ** 31))] = process.argv.slice(2);
console.log(`${runs} sequences by seed ${seed}`);
const env = { ...process.env, MODEL_RUNS: runs, MODEL_SEED: seed };
process.exitCode = spawnSync("vitest", ["run", "test/model"], { env, stdio: "inherit" }).status ?? 1;
