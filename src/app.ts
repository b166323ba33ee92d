import { Hono } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";
import { api, documentedPath } from "./api/app";
import { unexpected } from "./api/shared/failures";
import { readCaller } from "./http/caller";
import { crossOrigin } from "./http/cross-origin";
import { type App, guardedBy } from "./http/guard";
import { validHost } from "./http/guards";
import { noStoreByDefault, securityHeaders } from "./http/headers";
import { problem } from "./http/problem";
import { rateLimit } from "./http/rate-limit";
import { requestLog } from "./http/request-log";
import { assetFiles } from "./web/server/assets";
import { deskPages } from "./web/server/desk";
import { homePage } from "./web/server/home";
import { rememberLanguage } from "./web/server/language";
import { managePages } from "./web/server/manage";
import { passPages } from "./web/server/passes";
import { posterPage } from "./web/server/poster";
import { problemsAsPages } from "./web/server/problem";
import { rafflePages } from "./web/server/raffle";
import { referencePage } from "./web/server/reference";
import { revealPage } from "./web/server/reveal";

/** Serves the API and the pages behind the middleware that every request passes. */
export const app = new Hono<App>({ getPath: documentedPath });

// A limit of 0 ignores the client's X-Request-Id, so that no text from clients is logged.
app.use(requestId({ limitLength: 0 }));
app.use(requestLog);
app.use(securityHeaders);
app.use(noStoreByDefault);
app.use(problemsAsPages);
app.use(guardedBy(validHost));
app.use(
  methodNotAllowed({
    app,
    onMethodNotAllowed: (_c, methods) =>
      problem("method-not-allowed", { headers: { Allow: methods.join(", ") } }),
  }),
);
app.use(crossOrigin(app));
app.use(readCaller);
app.use(rateLimit);

app.route("/", api);
// After the API, so that no claim pays for it.
app.use(rememberLanguage);
referencePage(app); // GET /docs
homePage(app); //      GET /
rafflePages(app); //   GET /r/{raffle_id}, its winners.csv; POST its forms
managePages(app); //   GET /manage, /manage/new, /manage/{raffle_id}; POST their forms
passPages(app); //     GET /manage/{raffle_id}/passes, passes.csv
deskPages(app); //     GET /manage/{raffle_id}/desk, awards.csv; POST its forms
posterPage(app); //    GET /manage/{raffle_id}/poster
revealPage(app); //    GET /manage/{raffle_id}/reveal; POST its form
assetFiles(app); //    GET the scripts and styles of the pages, /favicon.ico

app.notFound(() => problem("not-found"));
app.onError(unexpected);
