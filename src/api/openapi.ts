import { createRoute, defineOpenAPIRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { catalogue, explainProblem } from "../contract/problems";
import type { App } from "../http/guard";
import { problem } from "../http/problem";
import { describeRoute } from "./shared/route";

const DESCRIPTION = `A raffle has numbered tickets and prizes. Each player, identified by address or by pass, claims one
ticket and gets its number and a verification code. Once the raffle is sold out or closed, the winners are drawn. Players
look up the winners, and prove a win with their number and code.

Every error is a problem document (RFC 9457). To tell problems apart, compare \`type\`. The \`detail\` of some
problems varies. Every route works with and without its trailing slash. In addition to the responses below, an unknown
path returns 404, an unsupported method returns 405, and an invalid \`Host\` header returns 400.`;

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
    { name: "Everybody", description: "Read public data. Anyone can call these routes." },
    { name: "Players", description: "Claim a ticket and prove a win." },
    {
      name: "Managers",
      description: "Manage raffles. Only addresses on the manager list can call these routes.",
    },
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
    summary: "Get the meaning of a problem and advice about it",
    request: { params: z.object({ code: z.string().openapi({ example: "tickets-remaining" }) }) },
    ...describeRoute({
      crossOrigin: true,
      cached: "never",
      answer: {
        description: "The problem, with advice.",
        schema: z.object({
          type: z.string().openapi({ example: "/problems/tickets-remaining" }),
          title: z.string().openapi({ example: "Tickets remaining" }),
          status: z.int().openapi({ example: 400 }),
          detail: z.string().openapi({ example: "Tickets remaining" }),
          advice: z.string().openapi({ example: catalogue["tickets-remaining"].advice }),
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
