// `npm run test:long-life` creates, sells out, draws and verifies 10,000 raffles on one server.
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { connectInspector } from "../scripts/inspector.ts";
import { build, serve } from "../scripts/workerd.ts";
import { Service } from "./client.ts";
import { forEachConcurrently } from "./concurrency.ts";
import { newDeskRecord } from "./desk.ts";
import { checkAll } from "./final-check.ts";
import { Ledger, type PlayedRaffle, type ReceivedTicket } from "./ledger.ts";

const raffleCount = Number(process.argv[2] ?? 10_000);
const TICKETS = 3;
/** Is the memory that an isolate's caches may use: the sum of what src/api passes to `isolateCache`. */
const MAX_CACHES_MB = 38;
const folder = build();
const server = await serve(folder, { inspected: true });
const service = new Service();
service.url = server.url;
const inspector = await connectInspector();
const ledger = new Ledger();

/** Counts the databases of a class of objects, and the bytes of all their files. */
function countStored(objects: string) {
  const names = readdirSync(join(folder, "state", objects)).filter((name) => !name.startsWith("metadata."));
  const bytes = names.reduce((sum, name) => sum + statSync(join(folder, "state", objects, name)).size, 0);
  return { databases: names.filter((name) => name.endsWith(".sqlite")).length, bytes };
}

/** Creates, sells out and draws raffle `n`, and verifies one ticket. */
async function playRaffle(n: number): Promise<void> {
  const json = { name: `Fair ${n}`, total_tickets: TICKETS, prizes: [{ name: "Cake", amount: 1 }] };
  const { body } = await service.callUntilAnswered("POST", "/raffles/", { json });
  const raffle: PlayedRaffle = {
    id: body.raffle_id,
    total: TICKETS,
    winners: 1,
    tickets: [],
    unusedPasses: null,
    isOpen: false,
    closesAt: null,
    isAutomatic: false,
    known: {},
    isPassedOn: false,
    desk: newDeskRecord(),
  };
  ledger.raffles.push(raffle);
  for (let player = 0; player < TICKETS; player++) {
    const from = `10.${n >> 8}.${n & 255}.${player}`;
    const sentAt = Date.now();
    const claim = await service.callUntilAnswered("POST", `/raffles/${raffle.id}/participate/`, { from });
    ledger.expect(claim.status === 200, `${raffle.id}: a claim gets ${claim.status}`);
    raffle.tickets.push({ ...claim.body, from, key: "", pass: null, sentAt });
  }
  await ledger.draw(service, raffle);
  await ledger.verify(service, raffle, raffle.tickets[0] as ReceivedTicket);
}

/** Returns the memory of the isolate in MB, after garbage collection. */
async function measureHeldMb(): Promise<number> {
  let isCollected = false;
  inspector.collectGarbage().then(() => {
    isCollected = true;
  });
  // workerd collects garbage only while it handles a request.
  while (!isCollected) await service.callUntilAnswered("GET", "/healthz");
  return inspector.usedMb();
}

/** Returns the milliseconds that a page takes. */
async function measurePageMs(path: string): Promise<number> {
  const start = performance.now();
  await service.callUntilAnswered("GET", path);
  return performance.now() - start;
}

try {
  const step = Math.max(1, raffleCount / 10);
  const heldAtFirst = await measureHeldMb();
  console.log("raffles   raffles/s   held MB   resident MB   open files   newest page ms");
  for (let from = 0; from < raffleCount; from += step) {
    const start = performance.now();
    const numbers = Array.from({ length: step }, (_, i) => from + i);
    await forEachConcurrently(numbers, 16, playRaffle);
    const rate = step / ((performance.now() - start) / 1000);
    const page = await measurePageMs("/raffles/");
    const memory = [(await measureHeldMb()).toFixed(1), server.residentMb().toFixed(0), server.openFiles()];
    const figures = [from + step, rate.toFixed(0), ...memory, page.toFixed(1)];
    console.log(
      figures.map((figure, i) => String(figure).padStart([7, 12, 10, 14, 13, 17][i] ?? 0)).join(""),
    );
  }
  const start = performance.now();
  // The pause limits the open files: a page loads 100 objects, whose databases stay open for 10 s.
  await checkAll(service, ledger, 500);
  console.log(`all checked and listed in    ${((performance.now() - start) / 1000).toFixed(1)} s`);
  // workerd evicts objects after ten seconds without a call.
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  const growth = (await measureHeldMb()) - heldAtFirst;
  console.log(`open files 20 s later        ${server.openFiles()}`);
  console.log(`resident                     ${server.residentMb().toFixed(0)} MB`);
  console.log(
    `held                         ${growth.toFixed(1)} MB more than at first, of at most ${MAX_CACHES_MB}`,
  );
  ledger.expect(growth <= MAX_CACHES_MB, `the isolate holds ${growth} MB more than at first`);
  console.log(`a page of raffles at rest    ${(await measurePageMs("/raffles/?limit=10")).toFixed(1)} ms`);
  await server.stop();
  const raffles = countStored("raffle");
  const directory = countStored("directory");
  console.log(`databases of raffles         ${raffles.databases}`);
  console.log(`bytes a raffle               ${Math.round(raffles.bytes / raffleCount)}`);
  console.log(
    `bytes of the directory       ${directory.bytes}, ${Math.round(directory.bytes / raffleCount)} a raffle`,
  );
  console.log(`faults                       ${ledger.faults.length}`);
  for (const fault of ledger.faults.slice(0, 20)) console.log(fault);
  if (ledger.faults.length > 0 || raffles.databases !== raffleCount) process.exitCode = 1;
} finally {
  await server.stop();
  service.close();
  rmSync(folder, { recursive: true, force: true });
}
