import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { app } from "../../src/app";
import type { Variables } from "../../src/settings/settings";
import { expectDocumented } from "./openapi";
import { type Call, requestTo } from "./service";

/**
 * Returns the service with other bindings or variables than in wrangler.toml, on the same Durable Objects. It
 * is called like `call`, and waits for the work that the Worker does after the response.
 */
export function serviceWith(changes: Partial<Record<keyof Env | keyof Variables, unknown>>) {
  const changed = { ...env, ...changes } as Env;
  return async (method: string, path: string, options?: Call): Promise<Response> => {
    const context = createExecutionContext();
    const answer = await app.fetch(requestTo(method, path, options), changed, context);
    await waitOnExecutionContext(context);
    await expectDocumented(method, new URL(`https://raffle.test${path}`).pathname, answer);
    return answer;
  };
}
