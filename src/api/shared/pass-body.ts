import type { Context } from "hono";
import { passBody } from "../../contract/passes";
import { MAX_TYPED_LENGTH } from "../../domain/base32";
import type { App } from "../../http/guard";
import { readOptionalJson } from "../../http/guards";
import { problem } from "../../http/problem";
import { invalidInput } from "./failures";

/**
 * Reads the pass in the body of a claim: a text, or null if there is none. For any other body it returns the
 * problem. A raffle without passes ignores that.
 */
export async function readPass(c: Context<App>) {
  const body = await readOptionalJson(c);
  if (!body.ok) return problem(body.error);
  if (body.value === undefined) return null;
  const parsed = passBody.safeParse(body.value);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  // One unit more than any pass: the object need not receive the rest to reject it.
  return parsed.data.pass?.slice(0, MAX_TYPED_LENGTH + 1) ?? null;
}
