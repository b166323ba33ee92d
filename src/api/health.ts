import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { answering } from "./shared/route";

export const getHealth = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/healthz",
    operationId: "getHealth",
    tags: ["Everybody"],
    summary: "Ask whether the service answers",
    ...answering({
      crossOrigin: true,
      cached: "never",
      answer: { description: "It does.", schema: z.object({ status: z.literal("ok") }) },
      problems: [],
    }),
  }),
  handler: (c) => c.json({ status: "ok" as const }, 200),
});
