import { OpenAPIHono } from "@hono/zod-openapi";
import { Hono } from "hono";
import { readCaller } from "../http/caller";
import type { App } from "../http/guard";
import { deleteRaffle } from "./deletion";
import { getDraw, listReserves } from "./draw";
import { getHealth } from "./health";
import { watchRaffle } from "./live";
import { getProblem, openApiDocument } from "./openapi";
import { listRaffles, listSummaries } from "./raffle-list";
import { createRaffle, getRaffle } from "./raffles";
import { invalidRequest, unexpected } from "./shared/failures";
import { participate, verifyTicket } from "./tickets";
import { drawWinners, listWinners } from "./winners";

/** Returns the path of a request as it is documented: raffles with a trailing slash, everything else without. */
export function documentedPath(request: Request): string {
  const path = new URL(request.url).pathname.replace(/(?<=.)\/$/, "");
  return /^\/raffles(?:\/|$)/.test(path) ? `${path}/` : path;
}

/** The routes of the API. It has no error handler: whoever mounts it brings one. */
export const api = new OpenAPIHono<App>({ defaultHook: invalidRequest });

const routes = api.openapiRoutes([
  createRaffle, //  POST /raffles/
  listRaffles, //   GET  /raffles/
  listSummaries, // GET  /raffles/summaries/, which must come before {raffle_id}
  getRaffle, //     GET  /raffles/{raffle_id}/
  watchRaffle, //   GET  /raffles/{raffle_id}/live/
  deleteRaffle, //  DELETE /raffles/{raffle_id}/
  participate, //   POST /raffles/{raffle_id}/participate/
  drawWinners, //   POST /raffles/{raffle_id}/winners/
  listWinners, //   GET  /raffles/{raffle_id}/winners/
  getDraw, //       GET  /raffles/{raffle_id}/draw/
  listReserves, //  GET  /raffles/{raffle_id}/draw/reserves/
  verifyTicket, //  POST /raffles/{raffle_id}/verify-ticket/
  getProblem, //    GET  /problems/{code}
  getHealth, //     GET  /healthz
] as const);
openApiDocument(api); // GET /openapi.json

/** For typed clients: `hc<ApiType>(url)` of hono/client. */
export type ApiType = typeof routes;

/**
 * The API as pages call it, within the request that asks for the page. It has every guard and schema, but not the outer
 * shell: one view of a page counts once for the rate limit and writes one log line.
 */
export const inProcessApi = new Hono<App>({ getPath: documentedPath });
inProcessApi.use(readCaller);
inProcessApi.use(async (c, next) => {
  c.set("requestId", c.req.header("X-Request-Id") ?? "");
  await next();
});
inProcessApi.route("/", api);
inProcessApi.onError(unexpected);
