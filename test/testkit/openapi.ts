import { exports } from "cloudflare:workers";
import type { Schema } from "@cfworker/json-schema";
import { faultsBy, type OpenApi, operationIn, undocumented } from "./documented";

export type { MediaType, OpenApi } from "./documented";

let fetched: Promise<OpenApi> | undefined;

/** The document that the service gives out. */
export function openApi(): Promise<OpenApi> {
  fetched ??= exports.default
    .fetch("https://raffle.test/openapi.json")
    .then((answer) => answer.json<OpenApi>());
  return fetched;
}

/** What is wrong with a value by a schema of the document: nothing, or one line for each fault. */
export const faults = async (schema: Schema, value: unknown): Promise<string[]> =>
  faultsBy(await openApi(), schema, value);

/** Fails unless the answer is one that the documentation of its operation describes. */
export async function expectDocumented(method: string, path: string, answer: Response): Promise<void> {
  const document = await openApi();
  const operation = operationIn(document, method, path);
  const wrong = operation && (await undocumented(document, operation, answer));
  if (wrong) throw new Error(`${method} ${path} → ${wrong}`);
}
