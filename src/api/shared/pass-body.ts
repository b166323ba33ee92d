import { passBody } from "../../contract/passes";
import { printedPass } from "../../domain/pass";
import { failure, type Result, success } from "../../domain/result";
import type { readOptionalJson } from "../../http/guards";
import { problem } from "../../http/problem";
import { invalidInput } from "./failures";

/**
 * Returns the pass in the body of a claim. For a body that breaks its schema it returns the problem. A raffle
 * without passes ignores both.
 */
export function passIn(body: Awaited<ReturnType<typeof readOptionalJson>>) {
  if (!body.ok) return problem(body.error);
  if (body.value === undefined) return failure("pass-required");
  const parsed = passBody.safeParse(body.value);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  return parsed.data.pass === undefined ? failure("pass-required") : passToSend(parsed.data.pass);
}

/** Matches passes as they are printed, with or without dashes, and other texts that cost as little to parse. */
const PRINTED_PASS = /^[0-9A-Za-z-]{16,19}$/;

/**
 * Returns what the object parses. It parses the passes of a crowd together, which costs less than one here
 * and there (docs/design/performance.md). But it serves all players, and a hostile text takes a millisecond,
 * so unusual texts are rewritten here.
 */
function passToSend(text: string): Result<string, "invalid-pass"> {
  const pass = PRINTED_PASS.test(text) ? text : printedPass(text);
  return pass === undefined ? failure("invalid-pass") : success(pass);
}
