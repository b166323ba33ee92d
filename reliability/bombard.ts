import fc from "fast-check";
import type { OpenApi } from "../test/testkit/documented.ts";
import { AnswerChecker } from "./answer-checker.ts";
import { cases } from "./cases.ts";
import { Service } from "./client.ts";
import { forEachConcurrently } from "./concurrency.ts";
import { createFixtures } from "./fixtures.ts";
import { closeConnections, sendUntilRead } from "./raw-request.ts";

/** Returns the `detail` of every documented problem, by its code. */
async function fetchDetails(service: Service, document: OpenApi): Promise<Map<string, string>> {
  const codes = [...new Set(JSON.stringify(document).match(/(?<=\/problems\/)[a-z-]+/g))];
  const entries = codes.map(async (code): Promise<[string, string]> => {
    const { body } = await service.call("GET", `/problems/${code}`);
    return [code, body.detail];
  });
  return new Map(await Promise.all(entries));
}

/**
 * Sends `count` requests made from the service's documentation, and checks every answer. The same seed makes
 * the same requests.
 *
 * @returns the number of answers by status (0: none), the time of the slowest one, and a text for each fault
 */
export async function bombard(url: string, count: number, seed: number) {
  const service = new Service();
  service.url = url;
  const fixtures = await createFixtures(service);
  const document: OpenApi = (await service.call("GET", "/openapi.json")).body;
  const checker = new AnswerChecker(document, await fetchDetails(service, document), fixtures);
  service.close();
  const statuses = new Map<number, number>();
  const faults: string[] = [];
  let slowestMs = 0;
  const requests = fc.sample(cases(document, fixtures), { numRuns: count, seed });
  await forEachConcurrently(requests, 8, async (one) => {
    const start = performance.now();
    const answer = await sendUntilRead(url, one);
    slowestMs = Math.max(slowestMs, performance.now() - start);
    const status = answer instanceof Error ? 0 : answer.status;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const fault = answer instanceof Error ? String(answer) : await checker.findFault(one, answer);
    if (fault === undefined) return;
    const { method, path, headers, body } = one;
    const excerpt = JSON.stringify({ body: body?.toString("latin1").slice(0, 200), headers });
    faults.push(`${method} ${path.slice(0, 200)} ${fault}\n  ${excerpt.slice(0, 500)}`);
  });
  closeConnections();
  return { statuses: [...statuses].toSorted(([a], [b]) => a - b), slowestMs, faults };
}
