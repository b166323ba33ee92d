import type { Hook } from "@hono/zod-openapi";
import type { ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { FieldError } from "../../contract/problems";
import type { App } from "../../http/guard";
import { problem } from "../../http/problem";
import { log } from "../../log";

/** As many broken fields as an answer names, and as its detail quotes. */
const MAX_ERRORS = 100;
const MAX_QUOTED = 3;

/** Answers input that breaks its schema: 422, with every field and what is wrong with it. */
export const invalidRequest: Hook<unknown, App, string, unknown> = (result) => {
  if (result.success) return undefined;
  const errors: FieldError[] = result.error.issues
    .slice(0, MAX_ERRORS)
    .map(({ path, message }) => ({ field: path.join(".") || "body", detail: message }));
  const quoted = errors.slice(0, MAX_QUOTED).map(({ field, detail }) => `${field}: ${detail}`);
  const more = errors.length > MAX_QUOTED ? ["…"] : [];
  return problem("invalid-request", { detail: [...quoted, ...more].join("; "), errors });
};

/** The longest time after which a client is asked to come again, in seconds. */
const LONGEST_WAIT = 10;

/** Asks the client to come again after some seconds, each after others, so that they don't all come at once. */
export const unavailable = () =>
  problem("unavailable", {
    headers: { "Retry-After": String(1 + Math.floor(Math.random() * LONGEST_WAIT)) },
  });

/** Answers what was thrown: by the validators, for unreachable objects, and, logged, by bugs. */
export const unexpected: ErrorHandler<App> = (error, c) => {
  const status = error instanceof HTTPException ? error.status : 500;
  if (status === 400) return problem("malformed-json");
  if (status === 415) return problem("unsupported-media-type");
  log("error", "failure", { request_id: c.var.requestId, status, error: error.stack ?? String(error) });
  return status === 503 ? unavailable() : problem("internal-error");
};
