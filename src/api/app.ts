import { OpenAPIHono } from "@hono/zod-openapi";
import { Hono } from "hono";
import { readCaller } from "../http/caller";
import type { App } from "../http/guard";
import { forfeitAllAwards, listAwards, listForfeits } from "./awards";
import { closeRaffle } from "./closing";
import { deleteRaffle } from "./deletion";
import { countUncollected, lookUpTicket, type TicketAtDesk } from "./desk-pages";
import { getDraw, listClaimedTickets, listReserves } from "./draw";
import { getHealth } from "./health";
import { watchRaffle } from "./live";
import { getProblem, openApiDocument } from "./openapi";
import { listPasses } from "./passes";
import { collectPrize, forfeitPrize, undoCollecting } from "./prize-desk";
import { listRaffles, listSummaries } from "./raffle-list";
import { createRaffle, getRaffle, readRaffleForPage } from "./raffles";
import { invalidRequest, unexpected } from "./shared/failures";
import { participate, verifyTicket } from "./tickets";
import { drawWinners, listWinners } from "./winners";

/** Matches no route. The guard `validHost` rejects such a request. */
const PATH_OF_INVALID_URL = "/invalid-url";

/**
 * Returns the documented path of a request: paths under /raffles end with a slash, all others don't. It must
 * not throw, because it runs outside the error handler. An invalid Host header makes the whole URL invalid.
 */
export function documentedPath(request: Request): string {
  const path = (URL.parse(request.url)?.pathname ?? PATH_OF_INVALID_URL).replace(/(?<=.)\/$/, "");
  return /^\/raffles(?:\/|$)/.test(path) ? `${path}/` : path;
}

/** Holds the routes of the API. It has no error handler: the app that mounts it provides one. */
export const api = new OpenAPIHono<App>({ defaultHook: invalidRequest });

const routes = api.openapiRoutes([
  createRaffle, //  POST /raffles/
  listRaffles, //   GET  /raffles/
  listSummaries, // GET  /raffle-summaries
  getRaffle, //     GET  /raffles/{raffle_id}/
  watchRaffle, //   GET  /raffles/{raffle_id}/live/
  deleteRaffle, //  DELETE /raffles/{raffle_id}/
  listPasses, //    GET  /raffles/{raffle_id}/passes/
  participate, //   POST /raffles/{raffle_id}/participate/
  closeRaffle, //   POST /raffles/{raffle_id}/close/
  drawWinners, //   POST /raffles/{raffle_id}/winners/
  listWinners, //   GET  /raffles/{raffle_id}/winners/
  getDraw, //       GET  /raffles/{raffle_id}/draw/
  listReserves, //  GET  /raffles/{raffle_id}/draw/reserves/
  listClaimedTickets, // GET /raffles/{raffle_id}/draw/tickets/
  listForfeits, //  GET  /raffles/{raffle_id}/draw/forfeits/
  collectPrize, //  POST /raffles/{raffle_id}/winners/{ticket_number}/collect/
  undoCollecting, // DELETE /raffles/{raffle_id}/winners/{ticket_number}/collect/
  forfeitPrize, //  POST /raffles/{raffle_id}/winners/{ticket_number}/forfeit/
  forfeitAllAwards, // POST /raffles/{raffle_id}/awards/forfeit/
  listAwards, //    GET  /raffles/{raffle_id}/awards/
  verifyTicket, //  POST /raffles/{raffle_id}/verify-ticket/
  getProblem, //    GET  /problems/{code}
  getHealth, //     GET  /healthz
] as const);
openApiDocument(api); // GET /openapi.json

/** Describes the routes to a typed client: `hc<ApiType>(url)` from hono/client. */
export type ApiType = typeof routes;

export { countUncollected, lookUpTicket, readRaffleForPage, type TicketAtDesk };

/**
 * Serves API calls that the pages make within their own request. It applies every guard and schema. It skips
 * the outer shell, so one page view counts once for the rate limit and writes one log line.
 */
export const inProcessApi = new Hono<App>({ getPath: documentedPath });
inProcessApi.use(readCaller);
inProcessApi.use(async (c, next) => {
  c.set("requestId", c.req.header("X-Request-Id") ?? "");
  await next();
});
inProcessApi.route("/", api);
inProcessApi.onError(unexpected);
