import { createRoute, defineOpenAPIRoute, type z } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as examples from "../contract/examples";
import { faults, idempotencyKey, raffleId } from "../contract/fields";
import { newRaffle, raffle } from "../contract/raffles";
import { MAX_WINNERS, type RaffleFacts } from "../domain/facts";
import { countWinners } from "../domain/prizes";
import type { RaffleState } from "../durable-objects/raffle/state";
import type { App } from "../http/guard";
import { jsonBody, managersOnly, ownPagesOnly } from "../http/guards";
import { problem } from "../http/problem";
import { settingsOf } from "../settings/settings";
import { invalidInput, unexpected } from "./shared/failures";
import { callWithRetries } from "./shared/object-call";
import { isDrawn, readRaffle } from "./shared/raffle-cache";
import { describeRoute } from "./shared/route";
import { admissionOf, drawToWire, iso } from "./transcript";

/** Returns a raffle in the format that clients see. */
export const toWire = (state: RaffleState): z.infer<typeof raffle> => ({
  raffle_id: state.id,
  name: state.name,
  total_tickets: state.totalTickets,
  available_tickets: state.availableTickets,
  claimed_tickets: state.claimedTickets,
  winners_drawn: isDrawn(state),
  status: state.status,
  prizes: state.prizes,
  description: state.description,
  opens_at: iso(state.opensAt),
  closes_at: iso(state.closesAt),
  closed_at: iso(state.draw.closedAt),
  draw_automatically: state.drawAutomatically,
  admission: admissionOf(state),
  passes: state.passes,
  location_hint: state.locationHint,
  draw: drawToWire(state),
  created_at: new Date(state.createdAt).toISOString(),
});

/** Returns the facts of the raffle that a client wants to create. */
const toFacts = (given: z.output<typeof newRaffle>): RaffleFacts => ({
  name: given.name,
  totalTickets: given.total_tickets,
  prizes: given.prizes,
  locationHint: given.location_hint ?? null,
  opensAt: given.opens_at ?? null,
  closesAt: given.closes_at ?? null,
  drawAutomatically: given.draw_automatically,
  passes: given.admission === "pass" ? (given.passes ?? given.total_tickets) : null,
  description: given.description ?? null,
});

/**
 * Returns the id of the raffle that this Idempotency-Key creates: a SHA-256 hash in the format of a UUID v4.
 * A repeated call finds the raffle by this id, so no list of keys is stored.
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
    ...describeRoute({
      guards: [managersOnly, ownPagesOnly, jsonBody],
      crossOrigin: false,
      cached: "never",
      answer: {
        description: "The new raffle, or the one that an earlier call with the same Idempotency-Key created.",
        schema: raffle,
        example: examples.newRaffle,
        headers: { "Idempotent-Replayed": "`true` if an earlier call created the raffle." },
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
    const facts = toFacts(c.req.valid("json"));
    const { totalTickets, prizes, locationHint } = facts;
    const winners = countWinners(prizes);
    if (winners > totalTickets) {
      // Larger numbers are inexact and may be written in exponent notation.
      const needed = winners > Number.MAX_SAFE_INTEGER ? `over ${Number.MAX_SAFE_INTEGER}` : winners;
      return problem("too-many-prizes", { detail: `Too many prizes: ${needed} for ${totalTickets} tickets` });
    }
    if (winners > MAX_WINNERS) {
      const detail = `A raffle has at most ${MAX_WINNERS} winners, these prizes need ${winners}`;
      return problem("too-many-winners", { detail });
    }
    const key = c.req.valid("header")["idempotency-key"];
    const id = key === undefined ? crypto.randomUUID() : await idOfKey(key);
    const created = await callWithRetries(() =>
      c.env.RAFFLE.getByName(id, locationHint ? { locationHint } : {}).createWithPasses(
        id,
        facts,
        settingsOf(c.env).beacon,
      ),
    );
    if (!created.ok && created.error === "invalid-timetable") {
      return invalidInput([created.issue]);
    }
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
    summary: "Get a raffle",
    request: { params: raffleId },
    ...describeRoute({
      crossOrigin: true,
      cached: "once-drawn",
      answer: { description: "The raffle.", schema: raffle, example: examples.openRaffle },
      problems: ["unavailable", "invalid-request", "raffle-not-found"],
      invalid: faults.raffleId,
    }),
  }),
  handler: async (c) => {
    const found = await readRaffle(c.env, c.req.valid("param").raffle_id);
    if (!found.ok) return problem(found.error);
    if (isDrawn(found.value)) c.set("cachedForRaffle", found.value.id);
    return c.json(toWire(found.value), 200);
  },
});

/**
 * Reads a raffle for a page: the raffle of `getRaffle`, or a response with its problem. It writes no JSON,
 * because a page shows few of the prizes, and a raffle may have more than ten thousand.
 */
export async function readRaffleForPage(
  c: Context<App>,
  id: string,
): Promise<z.infer<typeof raffle> | Response> {
  const param = raffleId.safeParse({ raffle_id: id });
  if (!param.success) return problem("raffle-not-found");
  try {
    const found = await readRaffle(c.env, param.data.raffle_id);
    return found.ok ? toWire(found.value) : problem(found.error);
  } catch (error) {
    return unexpected(error as Error, c);
  }
}
