// The Worker as it is deployed, plus routes for the bench. Some prepare raffles, and one is the baseline.
import { createRoute, defineOpenAPIRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { watchers } from "../src/api/live";
import { invalidRequest } from "../src/api/shared/failures";
import { callWithRetries } from "../src/api/shared/object-call";
import { describeRoute } from "../src/api/shared/route";
import { app } from "../src/app";
import { faults, idempotencyKey, raffleId } from "../src/contract/fields";
import { ticket } from "../src/contract/tickets";
import { tagsBy } from "../src/domain/secrets";
import type { App } from "../src/http/guard";
import { allowedPagesOnly, knownAddress } from "../src/http/guards";
import { RaffleObject as DeployedRaffle } from "../src/index";
import { fillIn, fillInLast } from "../test/testkit/tickets";
import { addressOfHolder } from "./holders";

export { DirectoryObject } from "../src/index";

export class RaffleObject extends DeployedRaffle {
  /** Does nothing. Other calls are compared with this one. */
  doNothing(): void {}

  /** Counts the stored tickets. */
  countTickets(): number {
    return this.ctx.storage.sql.exec<{ n: number }>("SELECT count(*) AS n FROM ticket").one().n;
  }

  /** Stores further claims, until `to` are stored. Each takes as many bytes as a real claim. */
  fill(to: number): { bytes: number } {
    return { bytes: fillIn(this.ctx.storage, this.countTickets(), to) };
  }

  /** Sells out the raffle by storing its last claim alone. */
  fillLast(total: number): void {
    fillInLast(this.ctx.storage, total);
  }

  /** Gives out all tickets to the holders of bench/holders.ts. */
  sellOut(total: number): void {
    const { storage } = this.ctx;
    const { tag_key } = storage.sql.exec<{ tag_key: ArrayBuffer }>("SELECT tag_key FROM raffle").one();
    const tagOf = tagsBy(new Uint8Array(tag_key));
    fillIn(storage, 0, total, (claim) => tagOf(addressOfHolder(claim)));
  }

  /** Evicts the object from memory, so that the next call reads the storage again. */
  async restart(): Promise<void> {
    await this.ctx.storage.sync();
    this.ctx.abort("restart");
  }

  /** Makes many claims at once. Returns the rows written per claim. */
  async rowsPerClaim(claims: number): Promise<number> {
    const { sql } = this.ctx.storage;
    const exec = sql.exec.bind(sql);
    let rows = 0;
    sql.exec = ((query: string, ...values: unknown[]) => {
      const cursor = exec(query, ...values);
      rows += cursor.rowsWritten;
      return cursor;
    }) as typeof sql.exec;
    const answers = await Promise.all(Array.from({ length: claims }, (_, n) => this.claim(`rows ${n}`, "x")));
    sql.exec = exec;
    if (rows === 0) throw new Error("No written rows were counted");
    return rows / answers.filter(({ ok }) => ok).length;
  }
}

const raffleObject = (env: Env, id: string) =>
  env.RAFFLE.getByName(id) as unknown as DurableObjectStub<RaffleObject>;

/** Has the guards, the schemas and the answer of `participate`, but calls an object that does nothing. */
const emptyCall = defineOpenAPIRoute({
  route: createRoute({
    method: "post",
    path: "/bench/{raffle_id}/nothing",
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
    await callWithRetries(() => raffleObject(c.env, c.req.valid("param").raffle_id).doNothing());
    return c.json({ ticket_number: 12345, verification_code: "4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D" }, 200);
  },
});
const bench = new OpenAPIHono<App>({ defaultHook: invalidRequest });
bench.openapiRoutes([emptyCall] as const);
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
app.get("/bench/watchers", (c) => c.json(watchers.count));
app.post("/bench/:id/rows/:claims", async (c) => {
  const claims = z.coerce.number().parse(c.req.param("claims"));
  return c.json({ rows: await raffleObject(c.env, c.req.param("id")).rowsPerClaim(claims) });
});

export default { fetch: app.fetch } satisfies ExportedHandler<Env>;
