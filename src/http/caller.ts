import type { MiddlewareHandler } from "hono";
import { readAddress } from "../domain/address";
import type { App } from "./guard";

/** Reads the caller's address and stores it in the context. */
export const readCaller: MiddlewareHandler<App> = async (c, next) => {
  c.set("address", readAddress(c.req.header("CF-Connecting-IP")));
  await next();
};
