import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import { faults, raffleId } from "../contract/fields";
import { deletedRaffle, deletion } from "../contract/raffles";
import { jsonBody, managersOnly, ownPagesOnly } from "../http/guards";
import { problem } from "../http/problem";
import { callRepeatedly } from "./shared/object-call";
import { forget, lookAt } from "./shared/raffle-cache";
import { answering } from "./shared/route";

/** Refuses a deletion whose name is not the raffle's: says what the raffle is called. */
async function wrongName(env: Env, id: string) {
  const looked = await lookAt(env, id);
  if (!looked.ok) return problem(looked.error);
  return problem("name-not-confirmed", { detail: `The raffle is called "${looked.value.name}"` });
}

export const deleteRaffle = defineOpenAPIRoute({
  route: createRoute({
    method: "delete",
    path: "/raffles/{raffle_id}/",
    operationId: "deleteRaffle",
    tags: ["Managers"],
    summary: "Delete a raffle that is drawn or abandoned, for good",
    request: {
      params: raffleId,
      body: { required: true, content: { "application/json": { schema: deletion } } },
    },
    ...answering({
      guards: [managersOnly, ownPagesOnly, jsonBody],
      crossOrigin: false,
      cached: "never",
      answer: {
        description:
          "It is deleted, with its tickets and winners. Within a minute every route answers 404 for it; " +
          "its Idempotency-Key creates no raffle any more.",
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
    const removed = await callRepeatedly(() => {
      attempts++;
      return c.env.RAFFLE.getByName(id).remove(name, abandoned);
    });
    if (!removed.ok && removed.error === "name-not-confirmed") return wrongName(c.env, id);
    if (!removed.ok && removed.error === "raffle-in-play") return problem(removed.error);
    forget(id);
    // Deleted by the first attempt, whose answer was lost.
    const done = removed.ok || (removed.error === "already-deleted" && attempts > 1);
    return done ? c.json({ raffle_id: id, deleted: true as const }, 200) : problem("raffle-not-found");
  },
});
