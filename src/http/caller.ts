import type { MiddlewareHandler } from "hono";
import { networkOf, readAddress } from "../domain/address";
import { settingsOf } from "../settings/settings";
import type { App } from "./guard";

/** Reads the caller's address and stores it in the context, with its network. */
export const readCaller: MiddlewareHandler<App> = async (c, next) => {
  const address = readAddress(c.req.header("CF-Connecting-IP"));
  c.set("address", address);
  c.set("network", address && networkOf(address, settingsOf(c.env).ipv6PrefixLength));
  await next();
};
