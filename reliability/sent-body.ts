// What the service should make of a body, apart from its schema.
import type { Case } from "./case.ts";
import { MAX_BODY_BYTES } from "./odd-bodies.ts";
import { readTime, wrongTimes } from "./odd-times.ts";

type JsonObject = Record<string, unknown>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const STATUS_OF_BODY: Record<string, number> = {
  "payload-too-large": 413,
  "unsupported-media-type": 415,
  "malformed-json": 400,
};

/** Returns the JSON value of a body, or the code of the problem that it should cause. */
export function readBody({ headers, body = "" }: Case): { value: unknown; text: string } | { code: string } {
  if (headers["Content-Type"]?.split(";")[0]?.toLowerCase() !== "application/json") {
    return { code: "unsupported-media-type" };
  }
  const bytes = Buffer.from(body);
  if (bytes.length > MAX_BODY_BYTES) return { code: "payload-too-large" };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { value: JSON.parse(text), text };
  } catch {
    return { code: "malformed-json" };
  }
}

/**
 * Takes the times out of the body of a new raffle. Its schema says too little about them.
 *
 * @returns the rest, and the times that are wrong if the rest is right
 */
export function splitTimes(value: unknown): { rest: unknown; wrong: string[] } {
  if (!isObject(value)) return { rest: value, wrong: [] };
  const { opens_at, closes_at, ...rest } = value;
  return { rest, wrong: wrongTimes({ opens_at, closes_at }) };
}

/** Reports whether a new raffle would have passes but admit addresses. The schema allows that. */
export const hasNeedlessPasses = (value: unknown): boolean =>
  isObject(value) && value.passes != null && value.admission !== "pass";

/** Returns the status of a claim in a raffle with passes. Only `rightPass` is valid, spelt in this way. */
export function statusByPass(request: Case, rightPass: string): number {
  if (Buffer.from(request.body ?? "").length === 0) return 403;
  const read = readBody(request);
  if ("code" in read) return STATUS_OF_BODY[read.code] ?? 400;
  if (!isObject(read.value)) return 422;
  const { pass } = read.value;
  if (pass === undefined) return 403;
  if (typeof pass !== "string") return 422;
  return pass === rightPass ? 200 : 403;
}

/** Reports whether the body asks for a draw with `local_randomness` that is no boolean. */
export function asksWrongly(request: Case): boolean {
  const read = readBody(request);
  if (!("value" in read) || !isObject(read.value)) return false;
  const { local_randomness = false } = read.value;
  return typeof local_randomness !== "boolean";
}

/** Returns how a created raffle differs from the body that created it, or undefined if it does not. */
export async function faultInCreated(request: Case, answer: Response): Promise<string | undefined> {
  const read = readBody(request);
  if (!("value" in read)) return undefined;
  const { opens_at, closes_at, draw_automatically = false, description = null } = read.value as JsonObject;
  const { admission = "address", total_tickets, passes } = read.value as JsonObject;
  const timeOf = (value: unknown) => (value == null ? null : new Date(readTime(value) ?? 0).toISOString());
  const sent = {
    opens_at: timeOf(opens_at),
    closes_at: timeOf(closes_at),
    draw_automatically,
    description,
    admission,
    passes: admission === "pass" ? (passes ?? total_tickets) : null,
  };
  const raffle = (await answer.clone().json()) as JsonObject;
  const field = Object.entries(sent).find(([name, value]) => raffle[name] !== value)?.[0];
  return field && `has another ${field}: ${JSON.stringify(raffle[field])}`;
}
