import type { Hook, z } from "@hono/zod-openapi";
import type { ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { FieldError } from "../../contract/problems";
import type { App } from "../../http/guard";
import { problem } from "../../http/problem";
import { log } from "../../log";

/** Limits the field errors in a response, and those quoted in its `detail`. */
const MAX_ERRORS = 100;
const MAX_QUOTED_ERRORS = 3;

/** Returns 422 for input that doesn't match its schema. */
export const invalidRequest: Hook<unknown, App, string, unknown> = (result) =>
  result.success ? undefined : invalidInput(result.error.issues);

/** Returns 422 for invalid input. It lists each invalid field with the reason. */
export function invalidInput(issues: readonly Pick<z.core.$ZodIssue, "path" | "message">[]) {
  const errors: FieldError[] = issues
    .slice(0, MAX_ERRORS)
    .map(({ path, message }) => ({ field: path.join(".") || "body", detail: message }));
  const quoted = errors.slice(0, MAX_QUOTED_ERRORS).map(({ field, detail }) => `${field}: ${detail}`);
  const more = errors.length > MAX_QUOTED_ERRORS ? ["…"] : [];
  return problem("invalid-request", { detail: [...quoted, ...more].join("; "), errors });
}

const MAX_RETRY_AFTER_SECONDS = 10;

/** Returns 503 with a random `Retry-After`, so that clients don't all retry at once. */
export const unavailable = () =>
  problem("unavailable", {
    headers: { "Retry-After": String(1 + Math.floor(Math.random() * MAX_RETRY_AFTER_SECONDS)) },
  });

/** Turns a thrown error into a problem response. Logs it unless the request is at fault. */
export const unexpected: ErrorHandler<App> = (error, c) => {
  const status = error instanceof HTTPException ? error.status : 500;
  if (status === 400) return problem("malformed-json");
  if (status === 415) return problem("unsupported-media-type");
  log("error", "failure", { request_id: c.get("requestId"), status, error: error.stack ?? String(error) });
  return status === 503 ? unavailable() : problem("internal-error");
};
