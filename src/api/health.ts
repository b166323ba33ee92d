import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { describeRoute } from "./shared/route";

export const getHealth = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/healthz",
    operationId: "getHealth",
    tags: ["Everybody"],
    summary: "Check that the service is up",
    ...describeRoute({
      crossOrigin: true,
      cached: "never",
      answer: { description: "The service is up.", schema: z.object({ status: z.literal("ok") }) },
      problems: [],
    }),
  }),
  handler: (c) => c.json({ status: "ok" as const }, 200),
});
