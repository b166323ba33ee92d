import type { Context, Hono } from "hono";
import type { ProblemDocument } from "../../contract/wire";
import type { App } from "../../http/guard";

/** The good answer of a route, or what it told instead. */
export type Answer<T> =
  | { ok: true; value: T; next: URLSearchParams | undefined }
  | { ok: false; problem: ProblemDocument };

interface Question {
  json?: unknown;
  /** The Idempotency-Key. */
  key?: string;
}

/** Calls a route of the API for who asks for a page. */
export type Ask = <T>(
  c: Context<App>,
  method: "GET" | "POST",
  path: string,
  question?: Question,
) => Promise<Answer<T>>;

/** What belongs to the page's own body or answer and not to who is calling. */
const OF_THE_PAGE = ["Accept", "Content-Length", "Content-Type", "Idempotency-Key", "Transfer-Encoding"];

/** The raffle's id as the page's path has it, whatever it is, fit for another path. */
export const idOf = (c: Context): string => encodeURIComponent(c.req.param("raffle_id") ?? "");

/** The request to a route, from the same caller and the same origin as the page's. */
export function questionOf(
  c: Context<App>,
  method: string,
  path: string,
  { json, key }: Question = {},
): Request {
  const headers = new Headers(c.req.raw.headers);
  for (const name of OF_THE_PAGE) headers.delete(name);
  // What no header can hold is no key, and too short for one: the route says so.
  if (key !== undefined) headers.set("Idempotency-Key", /^[\x20-\x7e]*$/.test(key) ? key : "unreadable");
  if (json !== undefined) headers.set("Content-Type", "application/json");
  const body = json === undefined ? null : JSON.stringify(json);
  return new Request(new URL(path, c.req.url), { method, headers, body });
}

/** Reads the problem that a route told; how long to wait is passed on with the page that tells it. */
export async function toldBy(c: Context<App>, answer: Response): Promise<ProblemDocument> {
  const wait = answer.headers.get("Retry-After");
  if (wait !== null) c.header("Retry-After", wait);
  return answer.json<ProblemDocument>();
}

/** The pages' only way to raffles: the app's own routes, with every guard that they have. */
export const askThrough =
  (app: Hono<App>): Ask =>
  async <T>(c: Context<App>, method: string, path: string, question: Question = {}): Promise<Answer<T>> => {
    const answer = await app.fetch(questionOf(c, method, path, question), c.env, c.executionCtx);
    if (!answer.ok) return { ok: false, problem: await toldBy(c, answer) };
    const next = /<([^>]*)>; rel="next"/.exec(answer.headers.get("Link") ?? "")?.[1];
    return { ok: true, value: await answer.json<T>(), next: next ? new URL(next).searchParams : undefined };
  };
