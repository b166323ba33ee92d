import type { Ticket } from "../../contract/wire";
import { problemText } from "../shared/problem-text";
import { other, problems, ticket as texts } from "../texts/page";
import { MAX_ATTEMPTS, requestTimeout, retryDelay } from "./backoff";
import { wait, waitUntilOnline } from "./dom";

/** A request that gets the same ticket again when it is repeated. */
type RepeatableClaim = Pick<RequestInit, "headers" | "body">;

/** Returns a claim that its key identifies. */
export const claimByKey = (key: string): RepeatableClaim => ({ headers: { "Idempotency-Key": key } });

/** Returns a claim that its pass identifies. */
export const claimByPass = (pass: string): RepeatableClaim => ({
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ pass }),
});

/** The result of one request: a ticket, a rejection, or a delay in milliseconds before the next attempt. */
type ClaimResult =
  | { ticket: Ticket }
  | { rejection: string; code: string }
  | { retryAfter: number; text: string };

async function sendClaim(raffleId: string, claim: RepeatableClaim, attempt: number): Promise<ClaimResult> {
  let response: Response;
  let body: Ticket & { type?: string };
  try {
    response = await fetch(`/raffles/${raffleId}/participate/`, {
      method: "POST",
      signal: requestTimeout(),
      ...claim,
    });
    body = await response.json();
  } catch {
    return { retryAfter: retryDelay(attempt), text: navigator.onLine ? texts.retrying : texts.offline };
  }
  if (response.ok) return { ticket: body };
  const retryAfter = retryDelay(attempt, response);
  if (response.status === 503 || response.status === 429) return { retryAfter, text: texts.busy };
  if (response.status >= 500) return { retryAfter, text: texts.retrying };
  const code = body.type?.replace("/problems/", "") ?? "";
  const { title, advice } = problemText(code, { problems, other });
  return { rejection: `${title}. ${advice}`, code };
}

/**
 * Sends a claim and retries it. Being offline does not count as an attempt.
 *
 * @param onRetry receives the text to show before each retry
 * @returns the ticket or the rejection; undefined after MAX_ATTEMPTS without an answer
 */
export async function sendWithRetries(
  raffleId: string,
  claim: RepeatableClaim,
  onRetry: (text: string) => void,
) {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const result = await sendClaim(raffleId, claim, attempt);
    if (!("retryAfter" in result)) return result;
    onRetry(result.text);
    if (navigator.onLine) await wait(result.retryAfter);
    else {
      await waitUntilOnline();
      attempt = 0;
    }
  }
  return undefined;
}
