import type { Context } from "hono";
import { type ClientResponse, hc } from "hono/client";
import { type ApiType, inProcessApi, readRaffleForPage } from "../../api/app";
import type { ProblemDocument, Raffle } from "../../contract/wire";
import type { App } from "../../http/guard";

/** The result of calling a route: its value or its problem. */
export type Answer<T> =
  | { ok: true; value: T; next: URLSearchParams | undefined }
  | { ok: false; problem: ProblemDocument };

/** Headers that belong to the page's own request. The others identify the caller and the calling page. */
const OWN_HEADERS = ["Accept", "Content-Length", "Content-Type", "Idempotency-Key", "Transfer-Encoding"];

/** Returns the raffle's id from the page's path, valid or not, escaped for the path of a route. */
export const raffleParam = (c: Context) => ({
  raffle_id: encodeURIComponent(c.req.param("raffle_id") ?? ""),
});

/** Returns the header for a form's key. Replaces a key that no header can hold by an invalid one. */
export const keyHeader = (key: string) =>
  key === "" ? {} : { "idempotency-key": /^[\x20-\x7e]*$/.test(key) ? key : "unreadable" };

/** Returns a client of the API that calls it within the page's request, as the page's caller. */
export function apiFor(c: Context<App>) {
  const call = (input: RequestInfo | URL, init: RequestInit = {}) => {
    const headers = new Headers(c.req.raw.headers);
    for (const name of OWN_HEADERS) headers.delete(name);
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    headers.set("X-Request-Id", c.var.requestId);
    return inProcessApi.fetch(new Request(input, { ...init, headers }), c.env, c.executionCtx);
  };
  return hc<ApiType>(new URL(c.req.url).origin, { fetch: call });
}

/** Reads the problem of a failed call. The page repeats its `Retry-After`. */
export async function readProblem(
  c: Context<App>,
  response: ClientResponse<unknown> | Response,
): Promise<ProblemDocument> {
  const wait = response.headers.get("Retry-After");
  if (wait !== null) c.header("Retry-After", wait);
  return (await response.json()) as ProblemDocument;
}

/** The body of a route's response with status 200. */
type GoodBody<R> = R extends ClientResponse<infer T, 200, "json"> ? T : never;

/** Reads the answer of a route. */
export async function readAnswer<R extends ClientResponse<unknown>>(
  c: Context<App>,
  response: R,
): Promise<Answer<GoodBody<R>>> {
  if (!response.ok) return { ok: false, problem: await readProblem(c, response) };
  const next = /<([^>]*)>; rel="next"/.exec(response.headers.get("Link") ?? "")?.[1];
  const value = (await response.json()) as GoodBody<R>;
  return { ok: true, value, next: next ? new URL(next).searchParams : undefined };
}

/** Reads the raffle of the page's path. */
export async function readRaffle(c: Context<App>): Promise<Answer<Raffle>> {
  const found = await readRaffleForPage(c, c.req.param("raffle_id") ?? "");
  if (found instanceof Response) return { ok: false, problem: await readProblem(c, found) };
  return { ok: true, value: found, next: undefined };
}
