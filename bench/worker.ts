// The Worker as it is deployed, plus routes for the bench. Some prepare raffles, and two are baselines.
import { createRoute, defineOpenAPIRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { watchers } from "../src/api/live";
import { invalidRequest } from "../src/api/shared/failures";
import { callWithRetries } from "../src/api/shared/object-call";
import { describeRoute } from "../src/api/shared/route";
import { app } from "../src/app";
import { faults, idempotencyKey, raffleId } from "../src/contract/fields";
import { ticket } from "../src/contract/tickets";
import type { App } from "../src/http/guard";
import { allowedPagesOnly, knownAddress } from "../src/http/guards";
import type { RaffleObject } from "./object";

export { DirectoryObject } from "../src/index";
export { RaffleObject } from "./object";

const raffleObject = (env: Env, id: string) =>
  env.RAFFLE.getByName(id) as unknown as DurableObjectStub<RaffleObject>;

/** Returns a route with the guards, the schemas and the answer of `participate`, but with another call. */
const routeLikeClaim = (
  path: "nothing" | "crowd",
  callOf: (raffle: DurableObjectStub<RaffleObject>, network: string) => Promise<void>,
) =>
  defineOpenAPIRoute({
    route: createRoute({
      method: "post",
      path: `/bench/{raffle_id}/${path}`,
      request: { params: raffleId, headers: idempotencyKey },
      ...describeRoute({
        guards: [knownAddress, allowedPagesOnly],
        crossOrigin: true,
        cached: "never",
        answer: { description: "Always the same.", schema: ticket },
        problems: ["unavailable", "invalid-request"],
        invalid: faults.raffleId,
      }),
    }),
    handler: async (c) => {
      const id = c.req.valid("param").raffle_id;
      await callWithRetries(() => callOf(raffleObject(c.env, id), c.get("network") ?? ""));
      return c.json({ ticket_number: 12345, verification_code: "4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D" }, 200);
    },
  });

/** Calls an object that does nothing. */
const emptyCall = routeLikeClaim("nothing", (raffle) => raffle.doNothing());

/** Calls with the arguments of a claim, and stores one row per crowd. Nothing durable costs less. */
const durableFloor = routeLikeClaim("crowd", (raffle, network) =>
  raffle.writeCrowd(network, crypto.getRandomValues(new Uint8Array(32)).toHex()),
);

const bench = new OpenAPIHono<App>({ defaultHook: invalidRequest });
bench.openapiRoutes([emptyCall, durableFloor] as const);
app.route("/", bench);

app.post("/bench/:id/fill/:to", async (c) => {
  const raffle = raffleObject(c.env, c.req.param("id"));
  const number = z.coerce.number();
  const filled = await raffle.fill(number.parse(c.req.param("to")));
  await raffle.restart().catch(() => {});
  return c.json(filled);
});
app.post("/bench/:id/fill-last/:total", async (c) => {
  const raffle = raffleObject(c.env, c.req.param("id"));
  await raffle.fillLast(z.coerce.number().parse(c.req.param("total")));
  await raffle.restart().catch(() => {});
  return c.json({});
});
app.post("/bench/:id/sell/:total", async (c) => {
  const raffle = raffleObject(c.env, c.req.param("id"));
  await raffle.sellOut(z.coerce.number().parse(c.req.param("total")));
  await raffle.restart().catch(() => {});
  return c.json({});
});
app.get("/bench-watchers", (c) => c.json(watchers.count));
app.post("/bench/:id/crowds/:to", async (c) => {
  const to = z.coerce.number().parse(c.req.param("to"));
  return c.json(await raffleObject(c.env, c.req.param("id")).fillByCrowds(to));
});
app.post("/bench/:id/restart", async (c) => {
  await raffleObject(c.env, c.req.param("id"))
    .restart()
    .catch(() => {});
  return c.json({});
});

export default { fetch: app.fetch } satisfies ExportedHandler<Env>;
