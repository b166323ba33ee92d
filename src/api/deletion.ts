import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import { faults, raffleId } from "../contract/fields";
import { deletedRaffle, deletion } from "../contract/raffles";
import { jsonBody, managersOnly, ownPagesOnly } from "../http/guards";
import { problem } from "../http/problem";
import { callWithRetries } from "./shared/object-call";
import { forgetRaffle, readRaffle } from "./shared/raffle-cache";
import { describeRoute } from "./shared/route";

/** Returns the problem for a wrong name. It tells the manager the right one. */
async function wrongName(env: Env, id: string) {
  const found = await readRaffle(env, id);
  if (!found.ok) return problem(found.error);
  return problem("name-not-confirmed", { detail: `The raffle is called "${found.value.name}"` });
}

export const deleteRaffle = defineOpenAPIRoute({
  route: createRoute({
    method: "delete",
    path: "/raffles/{raffle_id}/",
    operationId: "deleteRaffle",
    tags: ["Managers"],
    summary: "Permanently delete a drawn or abandoned raffle",
    request: {
      params: raffleId,
      body: { required: true, content: { "application/json": { schema: deletion } } },
    },
    ...describeRoute({
      guards: [managersOnly, ownPagesOnly, jsonBody],
      crossOrigin: false,
      cached: "never",
      answer: {
        description:
          "The raffle, its tickets and its winners are deleted. Within a minute, every route returns 404 for it. Its " +
          "Idempotency-Key can't create another raffle.",
        schema: deletedRaffle,
      },
      problems: [
        "unavailable",
        "invalid-request",
        "raffle-not-found",
        "name-not-confirmed",
        "raffle-in-play",
      ],
      invalid: faults.raffleId,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    const { name, abandoned } = c.req.valid("json");
    let attempts = 0;
    const removed = await callWithRetries(() => {
      attempts++;
      return c.env.RAFFLE.getByName(id).remove(name, abandoned);
    });
    if (!removed.ok && removed.error === "name-not-confirmed") return wrongName(c.env, id);
    if (!removed.ok && removed.error === "raffle-in-play") return problem(removed.error);
    forgetRaffle(id);
    // On a retry, "already-deleted" means that an earlier attempt succeeded and its response was lost.
    const done = removed.ok || (removed.error === "already-deleted" && attempts > 1);
    return done ? c.json({ raffle_id: id, deleted: true as const }, 200) : problem("raffle-not-found");
  },
});
