import { type Schema, Validator } from "@cfworker/json-schema";

/** Describes a documented response body. */
export interface MediaType {
  schema: Schema;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

/** Describes the parts of an OpenAPI document that the tests read. */
export interface OpenApi {
  openapi: string;
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

export interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string; schema: { example?: unknown } }[];
  requestBody?: { required?: boolean; content: Record<string, MediaType> };
  responses: Record<string, { description: string; headers?: object; content?: Record<string, MediaType> }>;
}

/** Returns the documented operation that this request calls, if any. */
export function operationIn({ paths }: OpenApi, method: string, path: string): Operation | undefined {
  const bare = path.replace(/\/$/, "");
  const template = Object.keys(paths).find((candidate) =>
    new RegExp(`^${candidate.replace(/\/$/, "").replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(bare),
  );
  return template === undefined ? undefined : paths[template]?.[method.toLowerCase()];
}

/** Validates a value against a schema of the document. Returns one line per error. */
export function faultsBy({ components }: OpenApi, schema: Schema, value: unknown): string[] {
  const { errors } = new Validator({ ...schema, components }, "2020-12", false).validate(value);
  return errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
}

/** Returns how a response differs from the documentation of its operation, or undefined if it matches. */
export async function undocumented(
  document: OpenApi,
  operation: Operation,
  answer: Response,
): Promise<string | undefined> {
  const documented = operation.responses[answer.status];
  if (!documented) return `${answer.status} is not documented`;
  if (!documented.content) return undefined;
  const mediaType = answer.headers.get("Content-Type")?.split(";")[0] ?? "none";
  const content = documented.content[mediaType];
  if (!content) return `${answer.status} as ${mediaType} is not documented`;
  // The stream has no end, and the caller reads it.
  if (mediaType === "text/event-stream") return undefined;
  const body = answer.clone();
  const value = await (mediaType.endsWith("json") ? body.json() : body.text());
  const found = faultsBy(document, content.schema, value);
  return found.length > 0 ? `${answer.status} is not as documented:\n${found.join("\n")}` : undefined;
}
