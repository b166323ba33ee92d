// `npm run test:long-life`: 10,000 raffles are created, played, drawn and verified on one server, as over a year.
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { build, heap, serve } from "../scripts/workerd.ts";
import { each, Service } from "./client.ts";
import { Ledger, type Played } from "./ledger.ts";

const count = Number(process.argv[2] ?? 10_000);
const TICKETS = 3;
/** What the service may keep in mind in an isolate, in MB: the sum of what src/api gives to `isolateCache`. */
const OWN_MEMORY = 38;
const folder = build();
const server = await serve(folder, { inspected: true });
const service = new Service();
service.url = server.url;
const v8 = await heap();
const ledger = new Ledger();

/** The files of a class of objects: how many databases, and how many bytes on the disk with all that belongs to them. */
function stored(objects: string) {
  const names = readdirSync(join(folder, "state", objects)).filter((name) => !name.startsWith("metadata."));
  const bytes = names.reduce((sum, name) => sum + statSync(join(folder, "state", objects, name)).size, 0);
  return { databases: names.filter((name) => name.endsWith(".sqlite")).length, bytes };
}

async function playOne(n: number): Promise<void> {
  const json = { name: `Fair ${n}`, total_tickets: TICKETS, prizes: [{ name: "Cake", amount: 1 }] };
  const { body } = await service.insist("POST", "/raffles/", { json });
  const raffle: Played = { id: body.raffle_id, total: TICKETS, winners: 1, told: [], open: false };
  ledger.raffles.push(raffle);
  for (let player = 0; player < TICKETS; player++) {
    const from = `10.${n >> 8}.${n & 255}.${player}`;
    const claim = await service.insist("POST", `/raffles/${raffle.id}/participate/`, { from });
    ledger.expect(claim.status === 200, `${raffle.id}: a claim is told ${claim.status}`);
    raffle.told.push({ ...claim.body, from, key: "" });
  }
  await ledger.draw(service, raffle);
  await ledger.verify(service, raffle, raffle.told[0] as Played["told"][0]);
}

/** What all that the isolate does leaves in its memory, in MB, once what nothing holds is collected. */
async function held(): Promise<number> {
  let done = false;
  v8.collect().then(() => {
    done = true;
  });
  while (!done) await service.insist("GET", "/healthz");
  return v8.used();
}

/** The milliseconds of a page of ten raffles: the newest, or those after all others. */
async function timeOfPage(path: string): Promise<number> {
  const start = performance.now();
  await service.insist("GET", path);
  return performance.now() - start;
}

try {
  const part = Math.max(1, count / 10);
  const heldAtFirst = await held();
  console.log("raffles   raffles/s   held MB   resident MB   open files   newest page ms");
  for (let from = 0; from < count; from += part) {
    const start = performance.now();
    await each(Array.from({ length: part }, (_, i) => from + i).values(), 16, playOne);
    const rate = part / ((performance.now() - start) / 1000);
    const page = await timeOfPage("/raffles/");
    const memory = [(await held()).toFixed(1), server.resident().toFixed(0), server.files()];
    const figures = [from + part, rate.toFixed(0), ...memory, page.toFixed(1)];
    console.log(
      figures.map((figure, i) => String(figure).padStart([7, 12, 10, 14, 13, 17][i] ?? 0)).join(""),
    );
  }
  const start = performance.now();
  // A page wakes a hundred objects, and each keeps its database open for ten seconds: a process may open 20,000 files.
  await ledger.check(service, 500);
  console.log(`all checked and listed in    ${((performance.now() - start) / 1000).toFixed(1)} s`);
  // workerd ends objects that nobody has asked for ten seconds, as the platform does.
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  const grown = (await held()) - heldAtFirst;
  console.log(`open files 20 s later        ${server.files()}`);
  console.log(`resident                     ${server.resident().toFixed(0)} MB`);
  console.log(
    `held                         ${grown.toFixed(1)} MB more than at first, of at most ${OWN_MEMORY}`,
  );
  ledger.expect(grown <= OWN_MEMORY, `${grown} MB more are held than at first`);
  console.log(`a page of raffles at rest    ${(await timeOfPage("/raffles/?limit=10")).toFixed(1)} ms`);
  await server.stop();
  const raffles = stored("raffle");
  const directory = stored("directory");
  console.log(`databases of raffles         ${raffles.databases}`);
  console.log(`bytes a raffle               ${Math.round(raffles.bytes / count)}`);
  console.log(
    `bytes of the directory       ${directory.bytes}, ${Math.round(directory.bytes / count)} a raffle`,
  );
  console.log(`faults                       ${ledger.faults.length}`);
  for (const fault of ledger.faults.slice(0, 20)) console.log(fault);
  if (ledger.faults.length > 0 || raffles.databases !== count) process.exitCode = 1;
} finally {
  await server.stop();
  service.close();
  rmSync(folder, { recursive: true, force: true });
}
