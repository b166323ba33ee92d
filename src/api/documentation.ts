import type { OpenAPIHono } from "@hono/zod-openapi";
import { explainProblem, problem } from "./problems";
import type { App } from "./route";

const DESCRIPTION = `A raffle has N numbered tickets and some prizes. A player claims one ticket for each address and
gets its number and a verification code. When all are claimed a manager draws. Players check the winners and prove a
win with number and code.

Every error is a problem document (RFC 9457): compare its \`type\` or its \`detail\`. Routes answer with and without
their trailing slash. Beside the answers below, a known path with another method is 405 and an unknown path 404.`;

/** Adds the routes that tell about the routes. */
export function documentation(app: OpenAPIHono<App>): void {
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Raffle API",
      version: "1.0.0",
      description: DESCRIPTION,
      license: { name: "MIT" },
    },
    servers: [{ url: "/" }],
    tags: [
      { name: "Everybody", description: "What anyone may read." },
      { name: "Players", description: "Claim a ticket, prove a win." },
      { name: "Managers", description: "Only from the addresses on the manager list." },
    ],
  });
  app.get("/problems/:code", (c) => {
    const explanation = explainProblem(c.req.param("code"));
    return explanation ? c.json(explanation) : problem("not-found");
  });
}
