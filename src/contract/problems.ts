import type { ClientErrorStatusCode, ServerErrorStatusCode } from "hono/utils/http-status";

interface CatalogueEntry {
  status: ClientErrorStatusCode | ServerErrorStatusCode;
  /** Is compared by clients. It is only an example if the call returns its own detail. */
  detail: string;
  /** Tells clients what to do about the problem. */
  advice: string;
}

/** Lists every error that clients can get. */
export const catalogue = {
  unauthorized: {
    status: 403,
    detail: "Unauthorized",
    advice: "Call from an address on the service's manager list (MANAGER_IP_ADDRESSES).",
  },
  "raffle-not-found": {
    status: 404,
    detail: "Raffle not found",
    advice: "Check the raffle_id. GET /raffles/ lists the raffles.",
  },
  "not-open-yet": {
    status: 403,
    detail: "Raffle not open yet",
    advice: "Repeat the call after Retry-After seconds, when the raffle opens (opens_at).",
  },
  "already-participated": {
    status: 403,
    detail: "Already participated",
    advice:
      "Each address gets one ticket. If the response was lost, repeat the call with the same Idempotency-Key.",
  },
  "pass-required": {
    status: 403,
    detail: "Pass required",
    advice: 'Send {"pass": "…"} with a pass of this raffle. The organiser hands out the passes.',
  },
  "invalid-pass": {
    status: 403,
    detail: "Invalid pass",
    advice: "Check the pass against the card or message it came on. A pass is valid for one raffle only.",
  },
  "no-passes": {
    status: 404,
    detail: "Raffle has no passes",
    advice:
      'This raffle gives one ticket to each address. To use passes, create a raffle with admission "pass".',
  },
  "no-tickets-remaining": {
    status: 410,
    detail: "No tickets remaining",
    advice: "All tickets are claimed, or the raffle is closed. Wait for the draw.",
  },
  "tickets-remaining": {
    status: 400,
    detail: "Tickets remaining",
    advice: "Repeat the call once the raffle is sold out or closed. Then available_tickets is 0.",
  },
  "winners-already-drawn": {
    status: 400,
    detail: "Winners already drawn",
    advice: "A raffle is drawn only once. GET winners/ lists the winners.",
  },
  "winners-not-drawn": {
    status: 400,
    detail: "Winners not drawn",
    advice: "Repeat the call once winners_drawn is true.",
  },
  "ticket-not-found": {
    status: 404,
    detail: "Ticket not found",
    advice: "Tickets are numbered from 1 to total_tickets.",
  },
  "invalid-verification-code": {
    status: 400,
    detail: "Invalid verification code",
    advice: "Send the code that came with this ticket.",
  },
  forfeited: {
    status: 409,
    detail: "Prize forfeited",
    advice: "The prize was passed on. GET awards/ shows to which ticket (passed_to).",
  },
  "no-prize": {
    status: 409,
    detail: "Ticket has not won",
    advice: "Check the number on the ticket. GET awards/ lists the winning tickets.",
  },
  "already-collected": {
    status: 409,
    detail: "Already collected",
    advice:
      "The prize was handed over at collected_at. If that was a mistake, undo it with DELETE …/collect/.",
  },
  "invalid-request": {
    status: 422,
    detail: "Invalid request",
    advice: "Correct the fields listed in errors.",
  },
  "too-many-prizes": {
    status: 422,
    detail: "Too many prizes: 11 for 10 tickets",
    advice: "Lower the amounts or raise total_tickets: every prize needs a ticket.",
  },
  "too-many-winners": {
    status: 422,
    detail: "A raffle has at most 1000000 winners, these prizes need 1000001",
    advice: "Lower the amounts, or create several raffles.",
  },
  "idempotency-key-reused": {
    status: 422,
    detail: "This Idempotency-Key has already created another raffle",
    advice: "Use a new key for every new raffle, and the same key only to repeat the same call.",
  },
  "name-not-confirmed": {
    status: 422,
    detail: 'The raffle is called "Summer fair"',
    advice: "Nothing was deleted. Send the exact name of the raffle that you want to delete.",
  },
  "raffle-in-play": {
    status: 409,
    detail: "Tickets are given out and winners not drawn",
    advice: "Nothing was deleted. Draw first, or send abandoned: true, which makes the tickets worthless.",
  },
  "address-unknown": {
    status: 400,
    detail: "Client address unknown",
    advice: "The service must be reached through Cloudflare, which sets CF-Connecting-IP.",
  },
  "invalid-host": {
    status: 400,
    detail: "Invalid Host header",
    advice: "Send the service's host name in the Host header.",
  },
  "cross-site-request": {
    status: 403,
    detail: "Cross-site request",
    advice:
      "Call from a page of this service, from a site listed in ALLOWED_ORIGINS, or from outside a browser.",
  },
  "malformed-json": {
    status: 400,
    detail: "The body is not valid JSON",
    advice: "Send one JSON object, in UTF-8.",
  },
  "unsupported-media-type": {
    status: 415,
    detail: "The body must be application/json",
    advice: "Send the header Content-Type: application/json.",
  },
  "payload-too-large": {
    status: 413,
    detail: "The body is larger than 256 KiB",
    advice: "Send a smaller body.",
  },
  "not-found": {
    status: 404,
    detail: "Not found",
    advice: "See /docs for the available routes.",
  },
  "method-not-allowed": {
    status: 405,
    detail: "Method not allowed",
    advice: "Use one of the methods in the Allow header.",
  },
  "too-many-requests": {
    status: 429,
    detail: "Too many requests",
    advice: "Repeat the call after Retry-After seconds.",
  },
  "internal-error": {
    status: 500,
    detail: "Internal error",
    advice: "Repeat the call. If the problem persists, report the X-Request-Id of the response.",
  },
  unavailable: {
    status: 503,
    detail: "Temporarily unavailable",
    advice: "Repeat the call after Retry-After seconds, with the same Idempotency-Key if it had one.",
  },
  "draw-not-due": {
    status: 503,
    detail: "The draw waits for round 34212101 of the beacon, due at 2026-11-23T13:14:27.000Z",
    advice: "Try again after Retry-After seconds. Nothing has been drawn yet. GET draw/ returns the round.",
  },
  "beacon-unavailable": {
    status: 503,
    detail: "No relay gave round 34212101 of the beacon",
    advice:
      "Try again after Retry-After seconds. Nothing has been drawn yet. The delay doesn't change the winners.",
  },
  "beacon-still-possible": {
    status: 409,
    detail: "Beacon still possible",
    advice:
      "Draw without local_randomness. It is allowed only if the round is still missing seven days after it was due.",
  },
  "claims-not-digested": {
    status: 503,
    detail: "The digest of the claimed tickets is not complete",
    advice:
      "Try again after Retry-After seconds. Nothing has been drawn yet. A large raffle needs a few minutes after it closes.",
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ProblemCode = keyof typeof catalogue;
export const problemCodes = Object.keys(catalogue) as ProblemCode[];

export type StatusOf<C extends ProblemCode> = (typeof catalogue)[C]["status"];
/** An invalid field: its path, and what is wrong with it. */
export interface FieldError {
  field: string;
  detail: string;
}

/** A problem document (RFC 9457). It has one variant per code, so an undeclared problem does not compile. */
export type Problem<C extends ProblemCode> = C extends unknown
  ? {
      type: `/problems/${C}`;
      title: string;
      status: StatusOf<C>;
      detail: string;
      errors?: FieldError[];
      /** Is set by `already-collected`. */
      collected_at?: string;
    }
  : never;

/** The details that one response adds to the catalogue entry. */
export interface Occurrence {
  detail?: string;
  errors?: FieldError[];
  /** Is a time in UTC. */
  collectedAt?: string;
  headers?: Record<string, string>;
}

const titleOf = (code: ProblemCode): string =>
  code.charAt(0).toUpperCase() + code.slice(1).replaceAll("-", " ");

/** Returns the problem document of `code`. */
export function problemOf(code: ProblemCode, { detail, errors, collectedAt }: Occurrence = {}) {
  const entry = catalogue[code];
  return {
    type: `/problems/${code}`,
    title: titleOf(code),
    status: entry.status,
    detail: detail ?? entry.detail,
    ...(errors && { errors }),
    ...(collectedAt && { collected_at: collectedAt }),
  };
}

/**
 * Returns the document at /problems/{code}: the entry with its advice. Returns undefined for an unknown code.
 */
export function explainProblem(code: string) {
  if (!Object.hasOwn(catalogue, code)) return undefined;
  const known = code as ProblemCode;
  return { ...problemOf(known), advice: catalogue[known].advice };
}
