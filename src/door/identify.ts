import type { MiddlewareHandler } from "hono";
import { problem } from "../problems";
import { networkOf, readAddress } from "./address";
import type { App } from "./guard";
import { settingsOf } from "./settings";

/** Seconds of the rate limit's window (wrangler.toml). */
const WINDOW = 10;

/** Reads who is calling, for everything behind it, and stops a flood from one network. */
export const identify: MiddlewareHandler<App> = async (c, next) => {
  const address = readAddress(c.req.header("CF-Connecting-IP"));
  c.set("address", address);
  if (address) {
    const { success } = await c.env.RATE_LIMIT.limit({
      key: networkOf(address, settingsOf(c.env).ipv6PrefixLength),
    });
    if (!success) return problem("too-many-requests", { headers: { "Retry-After": String(WINDOW) } });
  }
  await next();
};
