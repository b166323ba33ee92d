// `npm run test:timing` shows whether the time of a rejection depends on how much of a wrong code is right.
import { rmSync } from "node:fs";
import { build, serve } from "../scripts/workerd.ts";
import { Service } from "./client.ts";

const rounds = Number(process.argv[2] ?? 2000);
const folder = build();
const server = await serve(folder);
const service = new Service();
service.url = server.url;

/** Returns a different letter of the codes' alphabet. */
const otherThan = (letter: string): string => (letter === "7" ? "8" : "7");

/** Replaces all letters of the code but the first `right` ones. */
function makeWrong(code: string, right: number): string {
  let letters = 0;
  return code.replaceAll(/[0-9A-Z]/g, (letter) => (letters++ < right ? letter : otherThan(letter)));
}

const quantile = (sorted: number[], q: number): number => sorted[Math.floor(sorted.length * q)] ?? 0;

try {
  const json = { name: "Fair", total_tickets: 1, prizes: [{ name: "Cake", amount: 1 }] };
  const { raffle_id } = (await service.callUntilAnswered("POST", "/raffles/", { json })).body;
  const path = `/raffles/${raffle_id}`;
  const { verification_code } = (await service.callUntilAnswered("POST", `${path}/participate/`)).body;
  await service.callUntilAnswered("POST", `${path}/winners/`);
  const lengths = [0, 1, 4, 12, 20, 23];
  const times = new Map(lengths.map((right) => [right, [] as number[]]));
  // The lengths take turns, so that other load on the machine affects all alike. Negative rounds warm up.
  for (let round = -rounds / 10; round < rounds; round++) {
    for (const [right, microseconds] of times) {
      const wrong = { ticket_number: 1, verification_code: makeWrong(verification_code, right) };
      const start = performance.now();
      const { status } = await service.call("POST", `${path}/verify-ticket/`, { json: wrong });
      if (status !== 400) throw new Error(`A wrong code got ${status}`);
      if (round >= 0) microseconds.push((performance.now() - start) * 1000);
    }
  }
  console.log("letters right   median µs   quartiles µs");
  for (const [right, microseconds] of times) {
    const sorted = microseconds.toSorted((a, b) => a - b);
    const [low = 0, middle = 0, high = 0] = [0.25, 0.5, 0.75].map((q) => Math.round(quantile(sorted, q)));
    console.log(`${String(right).padStart(13)}   ${String(middle).padStart(9)}   ${low} to ${high}`);
  }
} finally {
  await server.stop();
  service.close();
  rmSync(folder, { recursive: true, force: true });
}
