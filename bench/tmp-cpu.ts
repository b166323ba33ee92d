import { rmSync } from "node:fs";
import { build, serve } from "../scripts/workerd.ts";
import { call, create, PORT, rate } from "./load.ts";
const N = 1_000_000;
const folder = build("bench/worker.ts");
const server = await serve(folder, { port: PORT });
const id = await create(N, 1);
await call("POST", `/bench/${id}/sell/${N}`);
const loads = {
  healthz: { paths: ["/healthz"] },
  half: { method: "POST", paths: [`/raffles/${id}/participate/`], refusals: true, holders: N },
  late: { method: "POST", paths: [`/raffles/${id}/participate/`], refusals: true },
};
await rate(loads.half); 
const sums: Record<string, number[]> = {};
for (let round = 0; round < 9; round++) for (const [name, load] of Object.entries(loads)) {
  const before = server.cpu();
  const speed = await rate(load);
  (sums[name] ??= []).push((1000 * (server.cpu() - before)) / speed);
}
for (const [name, list] of Object.entries(sums)) console.log(name, list.toSorted((a, b) => a - b).map((x) => x.toFixed(0)).join(" "), "µs");
await server.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
