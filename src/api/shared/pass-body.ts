import type { Context } from "hono";
import { passBody } from "../../contract/passes";
import { readPass } from "../../domain/pass";
import { failure, type Result, success } from "../../domain/result";
import type { App } from "../../http/guard";
import { readOptionalJson } from "../../http/guards";
import { problem } from "../../http/problem";
import { invalidInput } from "./failures";

/**
 * Reads the pass in the body of a claim. For a body that breaks its schema it returns the problem. A raffle
 * without passes ignores both.
 */
export async function readPassBody(c: Context<App>) {
  const body = await readOptionalJson(c);
  if (!body.ok) return problem(body.error);
  if (body.value === undefined) return failure("pass-required");
  const parsed = passBody.safeParse(body.value);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  return parsed.data.pass === undefined ? failure("pass-required") : parsePass(parsed.data.pass);
}

/** Parses a pass here and not in the object, which serves all players: a hostile text takes a millisecond. */
function parsePass(text: string): Result<Uint8Array, "invalid-pass"> {
  const pass = readPass(text);
  return pass ? success(pass) : failure("invalid-pass");
}
