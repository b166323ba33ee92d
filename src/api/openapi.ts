import { createRoute, defineOpenAPIRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { explainProblem } from "../contract/problems";
import type { App } from "../http/guard";
import { problem } from "../http/problem";
import { describeRoute } from "./shared/route";

const DESCRIPTION = `A raffle has N numbered tickets and some prizes. Each address can claim one ticket. The player gets
the ticket's number and a verification code. When all tickets are claimed, a manager draws the winners. Players check
the list of winners and prove a win with their number and code.

Every error is a problem document (RFC 9457). Compare its \`type\` or its \`detail\`. Every route works with and without
its trailing slash. Besides the responses below, a known path returns 405 for an unsupported method, an unknown path
returns 404, and an invalid \`Host\` header gets 400.`;

const OVERVIEW = {
  openapi: "3.1.0",
  info: {
    title: "Raffle API",
    version: "1.0.0",
    description: DESCRIPTION,
    license: { name: "MIT" },
  },
  servers: [{ url: "/" }],
  tags: [
    { name: "Everybody", description: "Read public data. Anyone can call these." },
    { name: "Players", description: "Claim a ticket and prove a win." },
    { name: "Managers", description: "Manage raffles. Only addresses on the manager list can call these." },
  ],
};

/**
 * Adds /openapi.json, which is generated from the routes of the app. The first request generates it, because
 * that takes milliseconds. The isolate keeps the text.
 */
export function openApiDocument(app: OpenAPIHono<App>): void {
  let text: string | undefined;
  app.get("/openapi.json", (c) => {
    text ??= JSON.stringify(app.getOpenAPI31Document(OVERVIEW));
    return c.body(text, 200, { "Content-Type": "application/json" });
  });
}

/** Serves the explanation that the `type` of a problem links to. */
export const getProblem = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/problems/{code}",
    operationId: "getProblem",
    tags: ["Everybody"],
    summary: "Read what an error means and what to do about it",
    request: { params: z.object({ code: z.string().openapi({ example: "tickets-remaining" }) }) },
    ...describeRoute({
      crossOrigin: true,
      cached: "never",
      answer: {
        description: "The problem and advice about it.",
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
