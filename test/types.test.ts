import { exports } from "cloudflare:workers";
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { hc, type InferResponseType } from "hono/client";
import { describe, expect, expectTypeOf, it } from "vitest";
import { describeRoute } from "../src/api/shared/route";
import type { RaffleObject } from "../src/durable-objects/raffle/object";
import { guard } from "../src/http/guard";
import { problem } from "../src/http/problem";
import type { ApiType } from "../src/index";
import { createRaffle } from "./testkit/service";

describe("the app's type", () => {
  const client = hc<ApiType>("https://raffle.test", { fetch: exports.default.fetch.bind(exports.default) });

  it("gives a typed client for every route", async () => {
    const { raffle_id } = await createRaffle();
    const answer = await client.raffles[":raffle_id"].index.$get({ param: { raffle_id } });
    if (!answer.ok) throw new Error(String(answer.status));
    const raffle = await answer.json();
    expectTypeOf(raffle.available_tickets).toEqualTypeOf<number>();
    expect(raffle.raffle_id).toBe(raffle_id);
  });

  it("gives the client the types of tickets, winners and errors", () => {
    const { participate, winners } = client.raffles[":raffle_id"];
    type Claimed = InferResponseType<typeof participate.index.$post, 200>;
    type SoldOut = InferResponseType<typeof participate.index.$post, 410>;
    type Winners = InferResponseType<typeof winners.index.$get, 200>;
    expectTypeOf<Claimed>().toEqualTypeOf<{ ticket_number: number; verification_code: string }>();
    expectTypeOf<SoldOut["type"]>().toEqualTypeOf<"/problems/no-tickets-remaining">();
    expectTypeOf<Winners>().toEqualTypeOf<{ ticket_number: number; prize: string }[]>();
  });
});

describe("a route handler", () => {
  const route = createRoute({
    method: "get",
    path: "/test",
    ...describeRoute({
      crossOrigin: true,
      cached: "never",
      answer: { description: "ok", schema: z.object({ a: z.number() }) },
      problems: ["raffle-not-found"],
    }),
  });

  it("may return what it declares", () => {
    defineOpenAPIRoute({ route, handler: (c) => c.json({ a: 1 }, 200) });
    defineOpenAPIRoute({ route, handler: () => problem("raffle-not-found") });
    defineOpenAPIRoute({ route, handler: () => problem("too-many-requests") });
  });

  it("does not compile when it returns anything else", () => {
    // @ts-expect-error another status
    defineOpenAPIRoute({ route, handler: () => problem("no-tickets-remaining") });
    // @ts-expect-error another problem of a status that is declared
    defineOpenAPIRoute({ route, handler: () => problem("ticket-not-found") });
    // @ts-expect-error another body
    defineOpenAPIRoute({ route, handler: (c) => c.json({ b: 1 }, 200) });
    // @ts-expect-error another body status
    defineOpenAPIRoute({ route, handler: (c) => c.json({ a: 1 }, 201) });
  });
});

describe("a guard", () => {
  it("may return only the problems that it declares", () => {
    guard(["unauthorized"], () => problem("unauthorized"));
    // @ts-expect-error another problem of the same status
    guard(["unauthorized"], () => problem("already-participated"));
  });
});

describe("the stub of a raffle", () => {
  it("keeps both variants of every result over RPC", () => {
    type Stub = DurableObjectStub<RaffleObject>;
    expectTypeOf<Awaited<ReturnType<Stub["create"]>>["ok"]>().toEqualTypeOf<boolean>();
    expectTypeOf<Awaited<ReturnType<Stub["claim"]>>["ok"]>().toEqualTypeOf<boolean>();
    expectTypeOf<Awaited<ReturnType<Stub["state"]>>["ok"]>().toEqualTypeOf<boolean>();
    expectTypeOf<Awaited<ReturnType<Stub["progress"]>>["ok"]>().toEqualTypeOf<boolean>();
    expectTypeOf<Awaited<ReturnType<Stub["close"]>>["ok"]>().toEqualTypeOf<boolean>();
    expectTypeOf<Awaited<ReturnType<Stub["claimedTickets"]>>["ok"]>().toEqualTypeOf<boolean>();
    expectTypeOf<Awaited<ReturnType<Stub["draw"]>>["ok"]>().toEqualTypeOf<boolean>();
    expectTypeOf<Awaited<ReturnType<Stub["winners"]>>["ok"]>().toEqualTypeOf<boolean>();
    expectTypeOf<Awaited<ReturnType<Stub["reserves"]>>["ok"]>().toEqualTypeOf<boolean>();
    expectTypeOf<Awaited<ReturnType<Stub["verify"]>>["ok"]>().toEqualTypeOf<boolean>();
    expectTypeOf<Awaited<ReturnType<Stub["remove"]>>["ok"]>().toEqualTypeOf<boolean>();
  });

  it("exposes only the calls of the raffle", () => {
    type Offered = Exclude<
      keyof RaffleObject,
      "ctx" | "env" | "alarm" | symbol | keyof CloudflareWorkersModule.DurableObject
    >;
    expectTypeOf<Offered>().toEqualTypeOf<
      | "create"
      | "createWithPasses"
      | "claim"
      | "claimWithPass"
      | "passes"
      | "holders"
      | "state"
      | "progress"
      | "summary"
      | "close"
      | "claimedTickets"
      | "draw"
      | "winners"
      | "winnersByRank"
      | "reserves"
      | "verify"
      | "lookUp"
      | "countUncollected"
      | "collect"
      | "undoCollecting"
      | "forfeit"
      | "forfeitAll"
      | "awards"
      | "forfeits"
      | "remove"
    >();
  });
});
