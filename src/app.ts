import { OpenAPIHono } from "@hono/zod-openapi";
import { methodNotAllowed } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";
import { deleteRaffle } from "./api/deletion";
import { getDraw, listReserves } from "./api/draw";
import { getHealth } from "./api/health";
import { watchRaffle } from "./api/live";
import { getProblem, openApiDocument } from "./api/openapi";
import { listRaffles, listSummaries } from "./api/raffle-list";
import { createRaffle, getRaffle } from "./api/raffles";
import { invalidRequest, unexpected } from "./api/shared/failures";
import { participate, verifyTicket } from "./api/tickets";
import { drawWinners, listWinners } from "./api/winners";
import type { App } from "./http/guard";
import { notStored, securityHeaders } from "./http/headers";
import { identify } from "./http/identify";
import { playersFromAllowedOrigins } from "./http/origin";
import { problem } from "./http/problem";
import { journal } from "./http/request-log";
import { assetFiles } from "./web/server/assets";
import { homePage } from "./web/server/home";
import { managePages } from "./web/server/manage";
import { problemsAsPages } from "./web/server/problem";
import { rafflePages } from "./web/server/raffle";
import { referencePage } from "./web/server/reference";

/** Routes answer with and without a trailing slash: raffles are documented with it, everything else without. */
function documentedPath(request: Request): string {
  const path = new URL(request.url).pathname.replace(/(?<=.)\/$/, "");
  return /^\/raffles(?:\/|$)/.test(path) ? `${path}/` : path;
}

const app = new OpenAPIHono<App>({ getPath: documentedPath, defaultHook: invalidRequest });

// An id of the client's own choosing would be logged, whatever it is: each request gets ours.
app.use(requestId({ limitLength: 0 }));
app.use(journal);
app.use(securityHeaders);
app.use(notStored);
app.use(problemsAsPages);
app.use(
  methodNotAllowed({
    app,
    onMethodNotAllowed: (_c, methods) =>
      problem("method-not-allowed", { headers: { Allow: methods.join(", ") } }),
  }),
);
app.use(playersFromAllowedOrigins);
app.use(identify);

const routes = app.openapiRoutes([
  createRaffle, //  POST /raffles/
  listRaffles, //   GET  /raffles/
  listSummaries, // GET  /raffles/summaries/, before what takes that for an id
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

openApiDocument(app); // GET /openapi.json
referencePage(app); //   GET /docs and its files

homePage(app); //        GET /
rafflePages(app); //     GET /r/{raffle_id}, its winners.csv; POST its forms
managePages(app); //     GET /manage, /manage/{raffle_id}; POST their forms
assetFiles(app); //      GET what these load, /favicon.ico

app.notFound(() => problem("not-found"));
app.onError(unexpected);

export { app };

/** For typed clients: `hc<AppType>(url)` of hono/client. */
export type AppType = typeof routes;
