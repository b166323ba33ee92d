// Sends requests made from the service's documentation, and judges every answer.
import { Agent, request } from "node:http";
import fc from "fast-check";
import type { OpenApi } from "../test/testkit/documented.ts";
import { type Case, cases, type Known } from "./cases.ts";
import { each, Service } from "./client.ts";
import { Judge } from "./judge.ts";
import { LONGEST_BODY } from "./junk.ts";

const agent = new Agent({ keepAlive: true });

/** Sends a request as it is. @throws Error where no whole answer comes */
function send(url: string, { method, path, headers, body }: Case): Promise<Response> {
  return new Promise((resolve, reject) => {
    let answered = false;
    // Told for every method: Node leaves it out where it expects no body, and what follows would be the next request.
    const length = body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) };
    const sent = request(url, { method, path, headers: { ...headers, ...length }, agent }, (answer) => {
      answered = true;
      const parts: Buffer[] = [];
      const answerWhole = () => {
        const { statusCode: status = 0, headers } = answer;
        const fields = Object.entries(headers).map(
          ([name, value]) => [name, String(value)] as [string, string],
        );
        const text = status === 204 || parts.length === 0 ? null : Buffer.concat(parts);
        resolve(new Response(text, { status, headers: fields }));
      };
      const goesOn = answer.headers["content-type"] === "text/event-stream";
      answer.on("data", (part) => {
        parts.push(part);
        if (!goesOn) return;
        answerWhole();
        sent.destroy();
      });
      answer.on("error", reject);
      answer.on("end", answerWhole);
    });
    // Who refuses a body need not read it to its end.
    sent.on("error", (error) => answered || reject(Object.assign(error, { reused: sent.reusedSocket })));
    sent.end(body);
  });
}

/**
 * Who refuses a large body answers before it has read it and closes the connection; a client that is still writing then
 * may find it closed before it has read the answer, and so may who sends the next request on it. They send again.
 */
async function sendUntilRead(url: string, one: Case): Promise<Response | Error> {
  for (let tries = 1; ; tries++) {
    const answer = await send(url, one).catch((error: Error & { reused?: boolean }) => error);
    if (!(answer instanceof Error) || tries === 20) return answer;
    if (!answer.reused && Buffer.byteLength(one.body ?? "") <= LONGEST_BODY) return answer;
  }
}

/** Makes raffles to be asked about: an open one, one that is sold out, a drawn one. */
async function prepare(service: Service): Promise<Known> {
  const raffles: string[] = [];
  const soldOut: string[] = [];
  const holders = ["192.0.2.0", "192.0.2.1", "192.0.2.2"];
  let ticket: Known["ticket"] | undefined;
  for (const state of ["open", "sold out", "drawn"]) {
    const json = { name: "Fair", total_tickets: 3, prizes: [{ name: "Cake", amount: 2 }] };
    const { raffle_id } = (await service.call("POST", "/raffles/", { json })).body;
    raffles.push(raffle_id);
    for (const from of state === "open" ? [] : holders) {
      const claim = await service.call("POST", `/raffles/${raffle_id}/participate/`, { from });
      ticket = claim.body;
    }
    if (state !== "open") soldOut.push(raffle_id);
    if (state === "drawn") await service.call("POST", `/raffles/${raffle_id}/winners/`);
  }
  if (!ticket) throw new Error("There is no ticket");
  return { raffles, soldOut, holders, ticket };
}

/** The text of every problem, by its code. */
async function detailsIn(service: Service, document: OpenApi): Promise<Map<string, string>> {
  const codes = [...new Set(JSON.stringify(document).match(/(?<=\/problems\/)[a-z-]+/g))];
  const explained = codes.map(async (code) => [
    code,
    (await service.call("GET", `/problems/${code}`)).body.detail,
  ]);
  return new Map((await Promise.all(explained)) as [string, string][]);
}

/** Sends `count` requests by this seed. @returns how many answers there were of each status, the slowest one in milliseconds, and what was wrong */
export async function bombard(url: string, count: number, seed: number) {
  const service = new Service();
  service.url = url;
  const known = await prepare(service);
  const document: OpenApi = (await service.call("GET", "/openapi.json")).body;
  const judge = new Judge(document, await detailsIn(service, document), known);
  service.close();
  const statuses = new Map<number, number>();
  const faults: string[] = [];
  let slowest = 0;
  await each(fc.sample(cases(document, known), { numRuns: count, seed }), 8, async (one) => {
    const start = performance.now();
    const answer = await sendUntilRead(url, one);
    slowest = Math.max(slowest, performance.now() - start);
    const status = answer instanceof Error ? 0 : answer.status;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const fault = answer instanceof Error ? String(answer) : await judge.faultOf(one, answer);
    if (fault === undefined) return;
    const { method, path, headers, body } = one;
    const shown = JSON.stringify({ body: body?.toString("latin1").slice(0, 200), headers });
    faults.push(`${method} ${path.slice(0, 200)} ${fault}\n  ${shown.slice(0, 500)}`);
  });
  agent.destroy();
  return { statuses: [...statuses].toSorted(([a], [b]) => a - b), slowest, faults };
}
