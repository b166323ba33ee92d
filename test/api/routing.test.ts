import { expect, it } from "vitest";
import { inProcessApi } from "../../src/api/app";
import { app } from "../../src/app";

it.each(Object.entries({ app, inProcessApi }))("matches all routes of %s by RegExpRouter", (_name, {
  router,
}) => {
  router.match("GET", "/healthz");
  // Hono falls back to TrieRouter, which is slower, if a fixed path stands beside a parameter.
  expect(router.name).toBe("SmartRouter + RegExpRouter");
});
