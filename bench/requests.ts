// The parts of `npm run bench` that send requests as fast as the service answers.
import { compare, report, reportRates } from "./figures.ts";
import { addressOfHolder } from "./holders.ts";
import { CLAIM_ROUND_SECONDS, claimsIn, emptyCall, measureCreations, measureRate } from "./load.ts";
import { call, createRaffle, giveOut, SERVICE_URL } from "./service.ts";

const MILLION = 1_000_000;

/** Measures a route that calls no object. */
const health = () => measureRate({ paths: ["/healthz"] });

export async function measureReads(): Promise<void> {
  const open = await createRaffle(1000, 1);
  await call("POST", `/raffles/${open}/participate/`);
  const raffle = await compare(() => measureRate({ paths: [`/raffles/${open}/`] }), emptyCall(open));
  reportRates("reads/s of a raffle", "empty object call", raffle, "≥ 0.90");

  const drawn = await createRaffle(1000, 1000);
  await giveOut(drawn, 1000);
  await call("POST", `/raffles/${drawn}/winners/`);
  const page = () => measureRate({ paths: [`/raffles/${drawn}/winners/?limit=100`] });
  const winners = await compare(page, health);
  reportRates("reads/s of the winners, first page", "route without object", winners, "≥ 0.85");
}

export async function measureLists(): Promise<void> {
  for (let i = 0; i < 99; i++) await createRaffle(1000, 1);
  const id = await createRaffle(100 * MILLION, 1);
  const withReadersOf = (path: string) => async () => {
    const readers = measureRate({ paths: [path], connections: 4, seconds: CLAIM_ROUND_SECONDS });
    const claims = await measureRate(claimsIn([id]));
    await readers;
    return claims;
  };
  const rates = await compare(withReadersOf("/raffles/?limit=100"), withReadersOf("/healthz"));
  const figure = "claims/s with four readers of the longest list";
  reportRates(figure, "four readers of `/healthz`", rates, "≥ 0.50");
}

export async function measureRejections(): Promise<void> {
  const id = await createRaffle(MILLION, 1);
  await call("POST", `/bench/${id}/sell/${MILLION}`);
  // The isolate fetches the holders during the round that warms up.
  const rejections = { ...claimsIn([id]), expectRejections: true, holders: MILLION };
  const rates = await compare(() => measureRate(rejections), health);
  const statuses = [];
  for (const from of [addressOfHolder(0), addressOfHolder(MILLION - 1), addressOfHolder(MILLION)]) {
    const headers = { "CF-Connecting-IP": from };
    const answer = await fetch(`${SERVICE_URL}/raffles/${id}/participate/`, { method: "POST", headers });
    statuses.push(answer.status);
  }
  if (statuses.join() !== "403,403,410") throw new Error(`Two holders and one other got ${statuses}`);
  const figure = "rejections/s once 1,000,000 tickets are sold out, half of them of holders";
  reportRates(figure, "route without object", rates, "≥ 0.85");
}

export async function measureCreating(): Promise<void> {
  const rates = await compare(
    () => measureCreations(100),
    () => measureCreations(100 * MILLION),
  );
  const measured = `${(1000 / rates.other).toFixed(2)} against ${(1000 / rates.one).toFixed(2)} ms`;
  report("creating N = 100,000,000", "creating N = 100", measured, rates.ratio, "≤ 1.1");
}
