import { OpenAPIHono } from "@hono/zod-openapi";
import { methodNotAllowed } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";
import { deleteRaffle } from "./api/deletion";
import { getProblem, openApiDocument } from "./api/documentation";
import { getDraw, listReserves } from "./api/draw";
import { invalidRequest, unexpected } from "./api/failures";
import { getHealth } from "./api/health";
import { watchRaffle } from "./api/live";
import { listRaffles, listSummaries } from "./api/raffle-list";
import { createRaffle, getRaffle } from "./api/raffles";
import { participate, verifyTicket } from "./api/tickets";
import { drawWinners, listWinners } from "./api/winners";
import type { App } from "./door/guard";
import { notStored, securityHeaders } from "./door/headers";
import { identify } from "./door/identify";
import { journal } from "./door/journal";
import { playersFromAllowedOrigins } from "./door/origin";
import { assetFiles } from "./pages/assets";
import { homePage } from "./pages/home";
import { managePages } from "./pages/manage";
import { problemsAsPages } from "./pages/problem";
import { rafflePages } from "./pages/raffle";
import { referencePage } from "./pages/reference";
import { problem } from "./problems";

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
