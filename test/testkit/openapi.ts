import { exports } from "cloudflare:workers";
import type { Schema } from "@cfworker/json-schema";
import { faultsBy, type OpenApi, operationIn, undocumented } from "./documented";

export type { MediaType, OpenApi } from "./documented";

let fetched: Promise<OpenApi> | undefined;

/** Returns the OpenAPI document of the service. */
export function openApi(): Promise<OpenApi> {
  fetched ??= exports.default
    .fetch("https://raffle.test/openapi.json")
    .then((answer) => answer.json<OpenApi>());
  return fetched;
}

/** Validates a value against a schema of the document. Returns one line per error. */
export const faults = async (schema: Schema, value: unknown): Promise<string[]> =>
  faultsBy(await openApi(), schema, value);

/** Throws unless the response matches the documentation of its operation. */
export async function expectDocumented(method: string, path: string, answer: Response): Promise<void> {
  const document = await openApi();
  const operation = operationIn(document, method, path);
  const wrong = operation && (await undocumented(document, operation, answer));
  if (wrong) throw new Error(`${method} ${path} → ${wrong}`);
}
