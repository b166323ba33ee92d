// The Worker as it is deployed, with what the bench compares it to: `npm run bench` builds and serves it.
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
import { fillIn } from "../test/testkit/tickets";
import { networkOfHolder } from "./holders";

export { DirectoryObject } from "../src/index";

export class RaffleObject extends DeployedRaffle {
  /** The call that everything else is compared to. */
  nothing(): void {}

  /** How many tickets are stored. */
  stored(): number {
    return this.ctx.storage.sql.exec<{ n: number }>("SELECT count(*) AS n FROM ticket").one().n;
  }

  /** Gives out tickets straight in the storage, up to claim number `to`, as many as real claims would take bytes. */
  fill(to: number, from = this.stored()): { bytes: number } {
    return { bytes: fillIn(this.ctx.storage, from, to) };
  }

  /** Gives out all tickets to holders whose addresses are known (bench/holders.ts). */
  sellTo(total: number): void {
    const { sql } = this.ctx.storage;
    const { tag_key } = sql.exec<{ tag_key: ArrayBuffer }>("SELECT tag_key FROM raffle").one();
    const tagOf = tagsBy(new Uint8Array(tag_key));
    const PART = 10_000;
    for (let start = 0; start < total; start += PART) {
      const numbers = Array.from({ length: Math.min(PART, total - start) }, (_, i) => start + i);
      const rows = JSON.stringify(numbers.map((claim) => [tagOf(networkOfHolder(claim)).toHex(), claim]));
      sql.exec("INSERT INTO player SELECT unhex(value ->> 0), value ->> 1 FROM json_each(?)", rows);
    }
    const claims = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)";
    sql.exec(`${claims} INSERT INTO ticket SELECT i, randomblob(32) FROM n`, total);
  }

  /** Forgets what it has in memory: the next call reads the storage anew. */
  async restart(): Promise<void> {
    await this.ctx.storage.sync();
    this.ctx.abort("restart");
  }

  /** What `rowsWritten` says of a crowd's claims, a claim. */
  async rowsWritten(claims: number): Promise<number> {
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
    if (rows === 0) throw new Error("rowsWritten has seen nothing");
    return rows / answers.filter(({ ok }) => ok).length;
  }
}

const object = (env: Env, id: string) =>
  env.RAFFLE.getByName(id) as unknown as DurableObjectStub<RaffleObject>;

// Like participate in all but what the object does.
const nothing = defineOpenAPIRoute({
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
    await callWithRetries(() => object(c.env, c.req.valid("param").raffle_id).nothing());
    return c.json({ ticket_number: 12345, verification_code: "4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D" }, 200);
  },
});
const bench = new OpenAPIHono<App>({ defaultHook: invalidRequest });
bench.openapiRoutes([nothing] as const);
app.route("/", bench);

app.post("/bench/:id/fill/:to", async (c) => {
  const raffle = object(c.env, c.req.param("id"));
  const number = z.coerce.number();
  const filled = await raffle.fill(
    number.parse(c.req.param("to")),
    number.optional().parse(c.req.query("from")),
  );
  await raffle.restart().catch(() => {});
  return c.json(filled);
});
app.post("/bench/:id/sell/:total", async (c) => {
  const raffle = object(c.env, c.req.param("id"));
  await raffle.sellTo(z.coerce.number().parse(c.req.param("total")));
  await raffle.restart().catch(() => {});
  return c.json({});
});
app.get("/bench/watchers", (c) => c.json(watchers.count));
app.post("/bench/:id/rows/:claims", async (c) => {
  const claims = z.coerce.number().parse(c.req.param("claims"));
  return c.json({ rows: await object(c.env, c.req.param("id")).rowsWritten(claims) });
});

export default { fetch: app.fetch } satisfies ExportedHandler<Env>;
