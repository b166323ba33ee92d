import { exports } from "cloudflare:workers";
import { type Schema, Validator } from "@cfworker/json-schema";

/** A body of an answer, as the document describes it. */
export interface MediaType {
  schema: Schema;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

/** The parts of an OpenAPI document that the tests read. */
export interface OpenApi {
  openapi: string;
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

export interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name: string; schema: { example?: unknown } }[];
  /** Without content: a protocol is switched to, and nothing is answered. */
  responses: Record<string, { description: string; headers?: object; content?: Record<string, MediaType> }>;
}

let fetched: Promise<OpenApi> | undefined;

/** The document that the service gives out. */
export function openApi(): Promise<OpenApi> {
  fetched ??= exports.default
    .fetch("https://raffle.test/openapi.json")
    .then((answer) => answer.json<OpenApi>());
  return fetched;
}

/** The documented operation that this request calls, if any. */
export async function operationOf(method: string, path: string): Promise<Operation | undefined> {
  const { paths } = await openApi();
  const bare = path.replace(/\/$/, "");
  const template = Object.keys(paths).find((candidate) =>
    new RegExp(`^${candidate.replace(/\/$/, "").replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(bare),
  );
  return template === undefined ? undefined : paths[template]?.[method.toLowerCase()];
}

/** What is wrong with a value by a schema of the document: nothing, or one line for each fault. */
export async function faults(schema: Schema, value: unknown): Promise<string[]> {
  const { components } = await openApi();
  const { errors } = new Validator({ ...schema, components }, "2020-12", false).validate(value);
  return errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
}

/** Fails unless the answer is one that the documentation of its operation describes. */
export async function expectDocumented(method: string, path: string, answer: Response): Promise<void> {
  const operation = await operationOf(method, path);
  if (!operation) return;
  const where = `${method} ${path} → ${answer.status}`;
  const documented = operation.responses[answer.status];
  if (!documented) throw new Error(`${where} is not documented`);
  if (!documented.content) return;
  const mediaType = answer.headers.get("Content-Type")?.split(";")[0] ?? "none";
  const content = documented.content[mediaType];
  if (!content) throw new Error(`${where} as ${mediaType} is not documented`);
  const body = answer.clone();
  const found = await faults(content.schema, await (mediaType.endsWith("json") ? body.json() : body.text()));
  if (found.length > 0) throw new Error(`${where} is not as documented:\n${found.join("\n")}`);
}
