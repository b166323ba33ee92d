import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import { award, awardPath, collecting } from "../contract/awards";
import * as examples from "../contract/examples";
import { faults, idempotencyKey } from "../contract/fields";
import type { AlreadyCollected, Awarding } from "../durable-objects/raffle/prize-desk";
import type { App } from "../http/guard";
import { jsonBody, managersOnly, ownPagesOnly } from "../http/guards";
import { problem } from "../http/problem";
import { awardToWire } from "./shared/awards";
import { callWithRetries, temporaryKey } from "./shared/object-call";
import { describeRoute } from "./shared/route";
import { iso } from "./transcript";

const desk = {
  guards: [managersOnly, ownPagesOnly],
  crossOrigin: false,
  cached: "never",
} as const;

/** The problems of every call for the award of a ticket, except for why the award can't change. */
const common = [
  "unavailable",
  "invalid-request",
  "raffle-not-found",
  "winners-not-drawn",
  "ticket-not-found",
  "no-prize",
] as const;

/** Returns the problem of a prize that was handed over before. */
function alreadyCollected({ collectedAt }: AlreadyCollected) {
  const time = iso(collectedAt);
  return problem("already-collected", time === null ? {} : { collectedAt: time });
}

/** Returns the award that a call changed. */
const changed = (c: Context<App>, { award, prize }: Extract<Awarding, { ok: true }>["value"]) =>
  c.json(awardToWire(award, prize), 200);

export const collectPrize = defineOpenAPIRoute({
  route: createRoute({
    method: "post",
    path: "/raffles/{raffle_id}/winners/{ticket_number}/collect/",
    operationId: "collectPrize",
    tags: ["Managers"],
    summary: "Record that a prize was handed over",
    request: {
      params: awardPath,
      headers: idempotencyKey,
      body: { required: true, content: { "application/json": { schema: collecting } } },
    },
    ...describeRoute({
      ...desk,
      guards: [...desk.guards, jsonBody],
      answer: {
        description: "The award.",
        schema: award,
        example: examples.collectedAward,
        headers: { "Idempotent-Replayed": "`true` if an earlier call with this key recorded the hand-over." },
      },
      problems: [...common, "invalid-verification-code", "forfeited", "already-collected"],
      invalid: faults.ticketNumber,
    }),
  }),
  handler: async (c) => {
    const { raffle_id: id, ticket_number: ticket } = c.req.valid("param");
    const { verification_code: code } = c.req.valid("json");
    const clientKey = c.req.valid("header")["idempotency-key"];
    const key = clientKey ?? temporaryKey();
    const collected = await callWithRetries(() => c.env.RAFFLE.getByName(id).collect(ticket, code, key));
    if (!collected.ok) {
      return "collectedAt" in collected ? alreadyCollected(collected) : problem(collected.error);
    }
    if (collected.value.replayed && clientKey !== undefined) c.header("Idempotent-Replayed", "true");
    return changed(c, collected.value);
  },
});

export const undoCollecting = defineOpenAPIRoute({
  route: createRoute({
    method: "delete",
    path: "/raffles/{raffle_id}/winners/{ticket_number}/collect/",
    operationId: "undoCollecting",
    tags: ["Managers"],
    summary: "Undo a hand-over",
    request: { params: awardPath },
    ...describeRoute({
      ...desk,
      answer: {
        description: "The award, even if the prize was not handed over.",
        schema: award,
        example: examples.award,
      },
      problems: common,
      invalid: faults.ticketNumber,
    }),
  }),
  handler: async (c) => {
    const { raffle_id: id, ticket_number: ticket } = c.req.valid("param");
    const undone = await callWithRetries(() => c.env.RAFFLE.getByName(id).undoCollecting(ticket));
    return undone.ok ? changed(c, undone.value) : problem(undone.error);
  },
});

export const forfeitPrize = defineOpenAPIRoute({
  route: createRoute({
    method: "post",
    path: "/raffles/{raffle_id}/winners/{ticket_number}/forfeit/",
    operationId: "forfeitPrize",
    tags: ["Managers"],
    summary: "Pass a prize to the next reserve",
    request: { params: awardPath },
    ...describeRoute({
      ...desk,
      answer: {
        description:
          "The award. `passed_to` is the ticket that holds the prize now. Repeating the call changes nothing.",
        schema: award,
        example: examples.forfeitedAward,
      },
      problems: [...common, "already-collected"],
      invalid: faults.ticketNumber,
    }),
  }),
  handler: async (c) => {
    const { raffle_id: id, ticket_number: ticket } = c.req.valid("param");
    const forfeited = await callWithRetries(() => c.env.RAFFLE.getByName(id).forfeit(ticket));
    if (!forfeited.ok) {
      return "collectedAt" in forfeited ? alreadyCollected(forfeited) : problem(forfeited.error);
    }
    return changed(c, forfeited.value);
  },
});
