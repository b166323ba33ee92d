import type { Context } from "hono";
import { passBody } from "../../contract/passes";
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
  return parsed.success ? (parsed.data.pass ?? null) : invalidInput(parsed.error.issues);
}
