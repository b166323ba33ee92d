import { afterEach, describe, expect, it, vi } from "vitest";
import { LiveRaffle } from "../../src/durable-objects/raffle/live-raffle";
import { testBeacon } from "../testkit/beacon";
import { skipWaits } from "../testkit/clock";
import { advanceToDue, createSoldOut, drandService, drawBy } from "../testkit/drand";
import { faults, type MediaType, type OpenApi, openApi } from "../testkit/openapi";
import { createWithPasses, getPasses } from "../testkit/passes";
import {
  type Call,
  call,
  createRaffle,
  MANAGER,
  type Problem,
  player,
  playRaffle,
  sellOut,
} from "../testkit/service";
import { serviceWith } from "../testkit/variant";

afterEach(() => {
  vi.restoreAllMocks();
});

const beacon = testBeacon(1);
const JSON_TYPE = { "Content-Type": "application/json" };
const CROSS_SITE = { "Sec-Fetch-Site": "cross-site" };
const nobody = crypto.randomUUID();
const facts = { name: "Fair", total_tickets: 2, prizes: [{ name: "Cake", amount: 1 }] };
const confirmed = { name: "Fair" };
const someTicket = { ticket_number: 1, verification_code: "x" };

/** Returns the service with Durable Objects that always throw this error. */
const failingWith = (error: Error) => {
  const stub = new Proxy({}, { get: () => () => Promise.reject(error) });
  const namespace = { getByName: () => stub };
  return serviceWith({ RAFFLE: namespace, DIRECTORY: namespace });
};
const broken = failingWith(new Error("a bug"));
const overloaded = failingWith(Object.assign(new Error("too much"), { overloaded: true }));
const flooded = serviceWith({ RATE_LIMIT: { limit: async () => ({ success: false }) } });
const withoutBindings = serviceWith({ RATE_LIMIT: undefined });

type Scenarios = Record<string, () => Promise<Response>>;

/** Lists the errors of every call that reaches a Durable Object. */
const always = (method: string, path: string, options: Call = {}): Scenarios => ({
  "too-many-requests": () => flooded(method, path, options),
  "internal-error": () => broken(method, path, options),
  unavailable: () => overloaded(method, path, options),
});

const tooLarge: Call = { body: " ".repeat(300_000), headers: JSON_TYPE };
const otherType: Call = { body: "{}", headers: { "Content-Type": "text/plain" } };
const malformed: Call = { body: "{", headers: JSON_TYPE };

/** Lists the errors of a JSON body. */
const bodies = (method: string, path: string, from: string): Scenarios => ({
  "payload-too-large": () => call(method, path, { from, ...tooLarge }),
  "unsupported-media-type": () => call(method, path, { from, ...otherType }),
  "malformed-json": () => call(method, path, { from, ...malformed }),
  "invalid-request": () => call(method, path, { from, json: {} }),
});

/** Makes a claim in a new raffle with passes. */
const claimWithPass = async (options: Call = {}): Promise<Response> =>
  call("POST", `/raffles/${(await createWithPasses()).raffle_id}/participate/`, options);

const manager = { from: MANAGER };
const raffles = "/raffles/";
const raffle = `/raffles/${nobody}/`;

/** Triggers every response of every operation. */
const scenarios: Record<string, Scenarios> = {
  createRaffle: {
    ok: () => call("POST", raffles, { ...manager, json: facts }),
    ...always("POST", raffles, { ...manager, json: facts }),
    ...bodies("POST", raffles, MANAGER),
    unauthorized: () => call("POST", raffles, { json: facts }),
    "address-unknown": () => call("POST", raffles, { from: null, json: facts }),
    "cross-site-request": () => call("POST", raffles, { ...manager, json: facts, headers: CROSS_SITE }),
    "too-many-prizes": () =>
      call("POST", raffles, {
        ...manager,
        json: { ...facts, total_tickets: 1, prizes: [{ name: "x", amount: 2 }] },
      }),
    "too-many-winners": () =>
      call("POST", raffles, {
        ...manager,
        json: { ...facts, total_tickets: 1e7, prizes: [{ name: "x", amount: 1e6 + 1 }] },
      }),
    "idempotency-key-reused": async () => {
      const headers = { "Idempotency-Key": crypto.randomUUID() };
      await call("POST", raffles, { ...manager, json: facts, headers });
      return call("POST", raffles, { ...manager, json: { ...facts, name: "Other" }, headers });
    },
  },
  listRaffles: {
    ok: () => call("GET", raffles),
    ...always("GET", raffles),
    "invalid-request": () => call("GET", `${raffles}?limit=0`),
  },
  listSummaries: {
    ok: () => call("GET", "/raffle-summaries"),
    ...always("GET", "/raffle-summaries"),
    "invalid-request": () => call("GET", "/raffle-summaries?limit=0"),
  },
  getRaffle: {
    ok: async () => call("GET", `/raffles/${(await createRaffle()).raffle_id}/`),
    ...always("GET", raffle),
    "invalid-request": () => call("GET", "/raffles/x/"),
    "raffle-not-found": () => call("GET", raffle),
  },
  watchRaffle: {
    "ok as text/event-stream": async () => {
      const answer = await call("GET", `/raffles/${(await createRaffle()).raffle_id}/live/`);
      await answer.body?.cancel();
      return answer;
    },
    ...always("GET", `${raffle}live/`),
    "invalid-request": () => call("GET", "/raffles/x/live/"),
    "raffle-not-found": () => call("GET", `${raffle}live/`),
    "cross-site-request": () => call("GET", `${raffle}live/`, { headers: CROSS_SITE }),
  },
  deleteRaffle: {
    ok: async () =>
      call("DELETE", `/raffles/${(await createRaffle()).raffle_id}/`, { ...manager, json: confirmed }),
    ...always("DELETE", raffle, { ...manager, json: confirmed }),
    ...bodies("DELETE", raffle, MANAGER),
    unauthorized: () => call("DELETE", raffle, { json: confirmed }),
    "address-unknown": () => call("DELETE", raffle, { from: null, json: confirmed }),
    "cross-site-request": () => call("DELETE", raffle, { ...manager, json: confirmed, headers: CROSS_SITE }),
    "raffle-not-found": () => call("DELETE", raffle, { ...manager, json: confirmed }),
    "name-not-confirmed": async () => {
      const path = `/raffles/${(await createRaffle()).raffle_id}/`;
      return call("DELETE", path, { ...manager, json: { name: "Other" } });
    },
    "raffle-in-play": async () => {
      const path = `/raffles/${(await createRaffle()).raffle_id}/`;
      await call("POST", `${path}participate/`);
      return call("DELETE", path, { ...manager, json: confirmed });
    },
  },
  participate: {
    ok: async () => call("POST", `/raffles/${(await createRaffle()).raffle_id}/participate/`),
    ...always("POST", `${raffle}participate/`),
    "invalid-request": () => call("POST", "/raffles/x/participate/"),
    "address-unknown": () => call("POST", `${raffle}participate/`, { from: null }),
    "cross-site-request": () => call("POST", `${raffle}participate/`, { headers: CROSS_SITE }),
    "raffle-not-found": () => call("POST", `${raffle}participate/`),
    "already-participated": async () => {
      const path = `/raffles/${(await createRaffle()).raffle_id}/participate/`;
      await call("POST", path);
      return call("POST", path);
    },
    "payload-too-large": () => claimWithPass(tooLarge),
    "unsupported-media-type": () => claimWithPass(otherType),
    "malformed-json": () => claimWithPass(malformed),
    "pass-required": () => claimWithPass(),
    "invalid-pass": () => claimWithPass({ json: { pass: "wrong" } }),
    "not-open-yet": async () => {
      const { raffle_id } = await createRaffle({ opens_at: new Date(Date.now() + 60_000).toISOString() });
      return call("POST", `/raffles/${raffle_id}/participate/`);
    },
    "no-tickets-remaining": async () => {
      const soldOut = await createRaffle({ total_tickets: 1 });
      await sellOut(soldOut);
      return call("POST", `/raffles/${soldOut.raffle_id}/participate/`, { from: player(9) });
    },
  },
  listPasses: {
    ok: async () => getPasses((await createWithPasses()).raffle_id),
    "ok as text/csv": async () => getPasses((await createWithPasses()).raffle_id, "", { Accept: "text/csv" }),
    ...always("GET", `${raffle}passes/`, manager),
    "invalid-request": () => call("GET", `${raffle}passes/?limit=0`, manager),
    unauthorized: () => call("GET", `${raffle}passes/`),
    "address-unknown": () => call("GET", `${raffle}passes/`, { from: null }),
    "cross-site-request": () => call("GET", `${raffle}passes/`, { ...manager, headers: CROSS_SITE }),
    "raffle-not-found": () => call("GET", `${raffle}passes/`, manager),
    "no-passes": async () => getPasses((await createRaffle()).raffle_id),
  },
  closeRaffle: {
    ok: async () => call("POST", `/raffles/${(await createRaffle()).raffle_id}/close/`, manager),
    ...always("POST", `${raffle}close/`, manager),
    "invalid-request": () => call("POST", "/raffles/x/close/", manager),
    unauthorized: () => call("POST", `${raffle}close/`),
    "address-unknown": () => call("POST", `${raffle}close/`, { from: null }),
    "cross-site-request": () => call("POST", `${raffle}close/`, { ...manager, headers: CROSS_SITE }),
    "raffle-not-found": () => call("POST", `${raffle}close/`, manager),
  },
  drawWinners: {
    ok: async () => {
      const soldOut = await createRaffle({ total_tickets: 1 });
      await sellOut(soldOut);
      return call("POST", `/raffles/${soldOut.raffle_id}/winners/`, manager);
    },
    ...always("POST", `${raffle}winners/`, manager),
    "invalid-request": () => call("POST", "/raffles/x/winners/", manager),
    unauthorized: () => call("POST", `${raffle}winners/`),
    "address-unknown": () => call("POST", `${raffle}winners/`, { from: null }),
    "cross-site-request": () => call("POST", `${raffle}winners/`, { ...manager, headers: CROSS_SITE }),
    "raffle-not-found": () => call("POST", `${raffle}winners/`, manager),
    "tickets-remaining": async () =>
      call("POST", `/raffles/${(await createRaffle()).raffle_id}/winners/`, manager),
    "winners-already-drawn": async () => {
      const { id } = await playRaffle({ total_tickets: 1 });
      return call("POST", `/raffles/${id}/winners/`, manager);
    },
    "draw-not-due": async () => {
      const { service } = drandService(beacon);
      return drawBy(service, (await createSoldOut(service)).raffle_id);
    },
    "beacon-still-possible": async () => {
      const { service } = drandService(beacon);
      const { raffle_id } = await createSoldOut(service);
      return drawBy(service, raffle_id, { json: { local_randomness: true } });
    },
    "claims-not-digested": async () => {
      const { raffle_id } = await createRaffle();
      vi.spyOn(LiveRaffle.prototype, "completeDigest").mockResolvedValue(false);
      await call("POST", `/raffles/${raffle_id}/close/`, manager);
      return call("POST", `/raffles/${raffle_id}/winners/`, manager);
    },
    "beacon-unavailable": async () => {
      const { service } = drandService(beacon);
      const raffle = await createSoldOut(service);
      advanceToDue(raffle);
      skipWaits();
      return drawBy(service, raffle.raffle_id);
    },
  },
  getDraw: {
    ok: async () => call("GET", `/raffles/${(await createRaffle()).raffle_id}/draw/`),
    ...always("GET", `${raffle}draw/`),
    "invalid-request": () => call("GET", "/raffles/x/draw/"),
    "raffle-not-found": () => call("GET", `${raffle}draw/`),
  },
  listReserves: {
    ok: async () => call("GET", `/raffles/${(await playRaffle({ total_tickets: 2 })).id}/draw/reserves/`),
    ...always("GET", `${raffle}draw/reserves/`),
    "invalid-request": () => call("GET", `${raffle}draw/reserves/?count=0`),
    "raffle-not-found": () => call("GET", `${raffle}draw/reserves/`),
    "winners-not-drawn": async () =>
      call("GET", `/raffles/${(await createRaffle()).raffle_id}/draw/reserves/`),
  },
  listClaimedTickets: {
    ok: async () => call("GET", `/raffles/${(await playRaffle({ total_tickets: 2 })).id}/draw/tickets/`),
    ...always("GET", `${raffle}draw/tickets/`),
    "invalid-request": () => call("GET", `${raffle}draw/tickets/?limit=0`),
    "raffle-not-found": () => call("GET", `${raffle}draw/tickets/`),
    "tickets-remaining": async () =>
      call("GET", `/raffles/${(await createRaffle()).raffle_id}/draw/tickets/`),
  },
  listWinners: {
    ok: async () => call("GET", `/raffles/${(await playRaffle({ total_tickets: 1 })).id}/winners/`),
    "ok as text/csv": async () => {
      const { id } = await playRaffle({ total_tickets: 1 });
      return call("GET", `/raffles/${id}/winners/`, { headers: { Accept: "text/csv" } });
    },
    ...always("GET", `${raffle}winners/`),
    "invalid-request": () => call("GET", "/raffles/x/winners/"),
    "raffle-not-found": () => call("GET", `${raffle}winners/`),
    "winners-not-drawn": async () => call("GET", `/raffles/${(await createRaffle()).raffle_id}/winners/`),
  },
  verifyTicket: {
    ok: async () => {
      const { id, tickets } = await playRaffle({ total_tickets: 1 });
      return call("POST", `/raffles/${id}/verify-ticket/`, { json: tickets[0] });
    },
    ...always("POST", `${raffle}verify-ticket/`, { json: someTicket }),
    ...bodies("POST", `${raffle}verify-ticket/`, player(1)),
    "raffle-not-found": () => call("POST", `${raffle}verify-ticket/`, { json: someTicket }),
    "winners-not-drawn": async () =>
      call("POST", `/raffles/${(await createRaffle()).raffle_id}/verify-ticket/`, { json: someTicket }),
    "ticket-not-found": async () => {
      const { id } = await playRaffle({ total_tickets: 1 });
      return call("POST", `/raffles/${id}/verify-ticket/`, { json: { ...someTicket, ticket_number: 2 } });
    },
    "invalid-verification-code": async () => {
      const { id } = await playRaffle({ total_tickets: 1 });
      return call("POST", `/raffles/${id}/verify-ticket/`, { json: someTicket });
    },
  },
  getProblem: {
    ok: () => call("GET", "/problems/tickets-remaining"),
    "not-found": () => call("GET", "/problems/nothing"),
    "too-many-requests": () => flooded("GET", "/problems/tickets-remaining"),
    "internal-error": () => withoutBindings("GET", "/problems/tickets-remaining"),
  },
  getHealth: {
    ok: () => call("GET", "/healthz"),
    "too-many-requests": () => flooded("GET", "/healthz"),
    "internal-error": () => withoutBindings("GET", "/healthz"),
  },
};

const operations = ({ paths }: OpenApi) => Object.values(paths).flatMap((path) => Object.values(path));
const document = await openApi();

describe.each(
  operations(document).map((operation) => [operation.operationId, operation] as const),
)("the documentation of %s", (id, operation) => {
  const documented = Object.entries(operation.responses).flatMap(([status, { content }]) =>
    Object.entries(content ?? { "application/json": {} as MediaType }).flatMap(([type, { examples }]) =>
      type === "application/problem+json"
        ? Object.keys(examples ?? {}).map((code) => [Number(status), code] as const)
        : [[Number(status), type === "application/json" ? "ok" : `ok as ${type}`] as const],
    ),
  );

  it("lists exactly the responses that these tests trigger", () => {
    expect(documented.map(([, code]) => code).toSorted()).toEqual(
      Object.keys(scenarios[id] ?? {}).toSorted(),
    );
  });

  it.each(documented)("matches the response %i for %s", async (status, code) => {
    const answer = await scenarios[id]?.[code]?.();
    expect(answer?.status).toBe(status);
    if (!code.startsWith("ok")) expect((await answer?.json<Problem>())?.type).toBe(`/problems/${code}`);
  });

  it("has examples that match their schemas", async () => {
    for (const { content = {} } of Object.values(operation.responses)) {
      for (const { schema, examples = {} } of Object.values(content)) {
        for (const { value } of Object.values(examples)) expect(await faults(schema, value)).toEqual([]);
      }
    }
  });
});
