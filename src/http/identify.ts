import type { MiddlewareHandler } from "hono";
import { readAddress } from "../domain/address";
import type { App } from "./guard";
import { refusalByRate } from "./rate-limit";

/** Reads who is calling, for everything behind it, and stops a flood from one network. */
export const identify: MiddlewareHandler<App> = async (c, next) => {
  c.set("address", readAddress(c.req.header("CF-Connecting-IP")));
  return (await refusalByRate(c, c.env.RATE_LIMIT)) ?? next();
};
