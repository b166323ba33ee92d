import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import { faults, idempotencyKey, raffleId } from "../contract/fields";
import { claimBody } from "../contract/passes";
import { ticket, ticketToVerify, verdict } from "../contract/tickets";
import { failure } from "../domain/result";
import { guard } from "../http/guard";
import { allowedPagesOnly, jsonBody, knownAddress, readOptionalJson } from "../http/guards";
import { problem } from "../http/problem";
import { settingsOf } from "../settings/settings";
import { unavailable } from "./shared/failures";
import { knownHolders, learnHolders, rejectionOf } from "./shared/holders";
import { callWithRetries, temporaryKey } from "./shared/object-call";
import { passIn } from "./shared/pass-body";
import { describeRoute } from "./shared/route";

/**
 * Rejects claims in a closed raffle whose holders this isolate knows. It runs before validation, which
 * costs more than this check. A claim with a key goes on to the Durable Object, because it may repeat the
 * claim that got a ticket.
 */
const rejectKnownHolders = guard(["already-participated", "no-tickets-remaining"], (c) => {
  const network = c.get("network");
  if (network === undefined || c.req.header("Idempotency-Key") !== undefined) return undefined;
  const holders = knownHolders((c.req.param("raffle_id") ?? "").toLowerCase());
  return holders && problem(rejectionOf(holders, network));
});

type ClaimBody = ReturnType<typeof passIn>;

/**
 * Claims with the pass in the body, if there is one. Without a pass, or in a raffle without passes, claims as
 * the caller, which needs a key. So a body with a pass costs a raffle without passes a second call.
 */
async function claim(env: Env, id: string, body: ClaimBody, network: string, clientKey: string | undefined) {
  const raffle = () => env.RAFFLE.getByName(id);
  const given = body instanceof Response ? failure("invalid-body") : body;
  if (given.ok) {
    const claimed = await callWithRetries(() => raffle().claimWithPass(given.value));
    if (claimed.ok || claimed.error !== "no-passes") return claimed;
  }
  const key = clientKey ?? temporaryKey();
  return callWithRetries(() => raffle().claim(network, key, given.ok ? undefined : given));
}

export const participate = defineOpenAPIRoute({
  route: createRoute({
    method: "post",
    path: "/raffles/{raffle_id}/participate/",
    operationId: "participate",
    tags: ["Players"],
    summary: "Claim a ticket (one per address, or one per pass)",
    request: { params: raffleId, headers: idempotencyKey, body: claimBody },
    ...describeRoute({
      guards: [knownAddress, allowedPagesOnly, rejectKnownHolders],
      crossOrigin: true,
      cached: "never",
      answer: {
        description:
          "The ticket and its code. The code is returned only here, and it is needed to prove a win.",
        schema: ticket,
        headers: {
          "Idempotent-Replayed": "`true` if an earlier call with this key or pass got the same ticket.",
        },
      },
      problems: [
        "unavailable",
        "invalid-request",
        "raffle-not-found",
        "malformed-json",
        "unsupported-media-type",
        "payload-too-large",
        "not-open-yet",
        "pass-required",
        "invalid-pass",
      ],
      invalid: faults.raffleId,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    const clientKey = c.req.valid("header")["idempotency-key"];
    // The knownAddress guard rejects requests without an address. The compiler can't know this.
    const network = c.get("network");
    if (network === undefined) throw new Error("participate without an address");
    const body = passIn(await readOptionalJson(c));
    const claimed = await claim(c.env, id, body, network, clientKey);
    if (!claimed.ok) {
      if (claimed.error === "overloaded") return unavailable();
      if (claimed.error === "invalid-body") return body as Extract<ClaimBody, Response>;
      if (claimed.error === "not-open-yet") {
        const seconds = Math.max(1, Math.ceil((claimed.opensAt - Date.now()) / 1000));
        return problem(claimed.error, { headers: { "Retry-After": String(seconds) } });
      }
      if (claimed.closed) c.executionCtx.waitUntil(learnHolders(c.env, id, settingsOf(c.env).retentionDays));
      return problem(claimed.error);
    }
    const { ticket: number, code, replayed, isByPass } = claimed.value;
    if (replayed && (isByPass || clientKey !== undefined)) c.header("Idempotent-Replayed", "true");
    return c.json({ ticket_number: number, verification_code: code }, 200);
  },
});

export const verifyTicket = defineOpenAPIRoute({
  route: createRoute({
    method: "post",
    path: "/raffles/{raffle_id}/verify-ticket/",
    operationId: "verifyTicket",
    tags: ["Players"],
    summary: "Verify a ticket by its number and code",
    request: {
      params: raffleId,
      body: { required: true, content: { "application/json": { schema: ticketToVerify } } },
    },
    ...describeRoute({
      guards: [jsonBody],
      crossOrigin: true,
      cached: "never",
      answer: { description: "Whether the ticket has won, and which prize.", schema: verdict },
      problems: [
        "unavailable",
        "invalid-request",
        "raffle-not-found",
        "winners-not-drawn",
        "ticket-not-found",
        "invalid-verification-code",
      ],
      invalid: faults.raffleId,
    }),
  }),
  handler: async (c) => {
    const { ticket_number, verification_code } = c.req.valid("json");
    const id = c.req.valid("param").raffle_id;
    const verified = await callWithRetries(() =>
      c.env.RAFFLE.getByName(id).verify(ticket_number, verification_code),
    );
    if (!verified.ok) return problem(verified.error);
    const prize = verified.value;
    return prize === null
      ? c.json({ has_won: false as const, prize }, 200)
      : c.json({ has_won: true as const, prize }, 200);
  },
});
