import { createRoute, defineOpenAPIRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { explainProblem } from "../contract/problems";
import type { App } from "../http/guard";
import { problem } from "../http/problem";
import { answering } from "./shared/route";

const DESCRIPTION = `A raffle has N numbered tickets and some prizes. A player claims one ticket for each address and
gets its number and a verification code. When all are claimed a manager draws. Players check the winners and prove a
win with number and code.

Every error is a problem document (RFC 9457): compare its \`type\` or its \`detail\`. Routes answer with and without
their trailing slash. Beside the answers below, a known path with another method is 405 and an unknown path 404.`;

/** Adds /openapi.json, made from the routes that the app has. */
export function openApiDocument(app: OpenAPIHono<App>): void {
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
}

/** What the `type` of a problem leads to. */
export const getProblem = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/problems/{code}",
    operationId: "getProblem",
    tags: ["Everybody"],
    summary: "Read what an error means and what to do about it",
    request: { params: z.object({ code: z.string().openapi({ example: "tickets-remaining" }) }) },
    ...answering({
      crossOrigin: true,
      cached: "never",
      answer: {
        description: "The problem, and advice.",
        schema: z.object({
          type: z.string().openapi({ example: "/problems/tickets-remaining" }),
          title: z.string().openapi({ example: "Tickets remaining" }),
          status: z.int().openapi({ example: 400 }),
          detail: z.string().openapi({ example: "Tickets remaining" }),
          advice: z.string().openapi({ example: "Draw when available_tickets is 0." }),
        }),
      },
      problems: ["not-found"],
    }),
  }),
  handler: (c) => {
    const explanation = explainProblem(c.req.valid("param").code);
    return explanation ? c.json(explanation, 200) : problem("not-found");
  },
});
