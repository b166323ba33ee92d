import { createRoute, defineOpenAPIRoute, type z } from "@hono/zod-openapi";
import { faults, idempotencyKey, raffleId } from "../contract/fields";
import { newRaffle, raffle } from "../contract/raffles";
import { MAX_WINNERS } from "../domain/facts";
import { countWinners } from "../domain/prizes";
import type { RaffleState } from "../durable-objects/raffle/state";
import { jsonBody, managersOnly, ownPagesOnly } from "../http/guards";
import { problem } from "../http/problem";
import { settingsOf } from "../settings/settings";
import { callRepeatedly } from "./shared/object-call";
import { isDrawn, lookAt } from "./shared/raffle-cache";
import { answering } from "./shared/route";
import { drawToWire } from "./transcript";

/** Writes a raffle as clients see it. */
export const toWire = (state: RaffleState): z.infer<typeof raffle> => ({
  raffle_id: state.id,
  name: state.name,
  total_tickets: state.totalTickets,
  available_tickets: state.availableTickets,
  winners_drawn: isDrawn(state),
  prizes: state.prizes,
  location_hint: state.locationHint,
  draw: drawToWire(state),
  created_at: new Date(state.createdAt).toISOString(),
});

/**
 * The id of the raffle that this key creates: SHA-256 in the form of a UUID v4, so that the repeated call finds the
 * raffle of the first without anything being stored for it.
 */
async function idOfKey(key: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`create raffle\0${key}`));
  const bytes = new Uint8Array(hash, 0, 16);
  const hex = bytes.toHex();
  const variant = "89ab"[(bytes[8] ?? 0) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

export const createRaffle = defineOpenAPIRoute({
  route: createRoute({
    method: "post",
    path: "/raffles/",
    operationId: "createRaffle",
    tags: ["Managers"],
    summary: "Create a raffle",
    request: {
      headers: idempotencyKey,
      body: { required: true, content: { "application/json": { schema: newRaffle } } },
    },
    ...answering({
      guards: [managersOnly, ownPagesOnly, jsonBody],
      crossOrigin: false,
      cached: "never",
      answer: {
        description: "The raffle. With an Idempotency-Key seen before: the raffle that it created.",
        schema: raffle,
        headers: { "Idempotent-Replayed": "`true` where the raffle existed already" },
      },
      problems: [
        "unavailable",
        "invalid-request",
        "too-many-prizes",
        "too-many-winners",
        "idempotency-key-reused",
      ],
      invalid: faults.name,
    }),
  }),
  handler: async (c) => {
    const {
      name,
      total_tickets: totalTickets,
      prizes,
      location_hint: locationHint = null,
    } = c.req.valid("json");
    const winners = countWinners(prizes);
    if (winners > totalTickets) {
      // Beyond this, numbers are not exact and not written in digits.
      const told = winners > Number.MAX_SAFE_INTEGER ? `over ${Number.MAX_SAFE_INTEGER}` : winners;
      return problem("too-many-prizes", { detail: `Too many prizes: ${told} for ${totalTickets} tickets` });
    }
    if (winners > MAX_WINNERS) {
      const detail = `A raffle has at most ${MAX_WINNERS} winners, these prizes need ${winners}`;
      return problem("too-many-winners", { detail });
    }
    const key = c.req.valid("header")["idempotency-key"];
    const id = key === undefined ? crypto.randomUUID() : await idOfKey(key);
    const created = await callRepeatedly(() =>
      c.env.RAFFLE.getByName(id, locationHint ? { locationHint } : {}).create(
        id,
        { name, totalTickets, prizes, locationHint },
        settingsOf(c.env).beacon,
      ),
    );
    if (!created.ok) {
      const detail = "This Idempotency-Key has already created a raffle, which is deleted";
      return problem("idempotency-key-reused", created.error === "already-deleted" ? { detail } : {});
    }
    if (key !== undefined && created.value.replayed) c.header("Idempotent-Replayed", "true");
    return c.json(toWire(created.value.raffle), 200);
  },
});

export const getRaffle = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/{raffle_id}/",
    operationId: "getRaffle",
    tags: ["Everybody"],
    summary: "Look at a raffle",
    request: { params: raffleId },
    ...answering({
      crossOrigin: true,
      cached: "once-drawn",
      answer: { description: "The raffle.", schema: raffle },
      problems: ["unavailable", "invalid-request", "raffle-not-found"],
      invalid: faults.raffleId,
    }),
  }),
  handler: async (c) => {
    const looked = await lookAt(c.env, c.req.valid("param").raffle_id);
    if (!looked.ok) return problem(looked.error);
    if (isDrawn(looked.value)) c.set("cachedForRaffle", looked.value.id);
    return c.json(toWire(looked.value), 200);
  },
});
