import type { Context } from "hono";
import type { ProblemDocument } from "../../contract/wire";
import type { App } from "../../http/guard";
import { apiFor, raffleParam, readProblem } from "./api-client";

/** Draws the winners as the form says. Returns the problem if that fails. */
export async function drawByForm(c: Context<App>): Promise<ProblemDocument | undefined> {
  const body = JSON.stringify({ local_randomness: "local_randomness" in (await c.req.parseBody()) });
  const headers = { "Content-Type": "application/json" };
  const { winners } = apiFor(c).raffles[":raffle_id"];
  const drawn = await winners.index.$post({ param: raffleParam(c) }, { headers, init: { body } });
  if (!drawn.ok) return readProblem(c, drawn);
  // The body may have a million winners. The pages read them in parts.
  await drawn.body?.cancel();
  return undefined;
}
