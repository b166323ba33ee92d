import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  call,
  claim,
  createRaffle,
  getRaffle,
  MANAGER,
  type Problem,
  participate,
  player,
  playRaffle,
  type Ticket,
  told,
} from "../support/service";
import { serviceWith } from "../support/variant";

const id = crypto.randomUUID();

describe("every route of the contract", () => {
  it("answers with and without its trailing slash", async () => {
    const facts = { name: "x", total_tickets: 1, prizes: [{ name: "x", amount: 1 }] };
    const created = await call("POST", "/raffles", { from: MANAGER, json: facts });
    const { raffle_id } = await created.json<{ raffle_id: string }>();
    const ticket = await (await call("POST", `/raffles/${raffle_id}/participate`)).json();
    const answers = [
      created,
      await call("GET", "/raffles"),
      await call("GET", "/raffles?limit=1"),
      await call("GET", `/raffles/${raffle_id}`),
      await call("POST", `/raffles/${raffle_id}/winners`, { from: MANAGER }),
      await call("GET", `/raffles/${raffle_id}/winners`),
      await call("POST", `/raffles/${raffle_id}/verify-ticket`, { json: ticket }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  it.each([
    ["PUT", "/raffles/", "POST, GET, HEAD"],
    ["DELETE", `/raffles/${id}/`, "GET, HEAD"],
    ["GET", `/raffles/${id}/participate/`, "POST"],
    ["GET", `/raffles/${id}/participate`, "POST"],
    ["PATCH", `/raffles/${id}/winners/`, "POST, GET, HEAD"],
    ["GET", `/raffles/${id}/verify-ticket/`, "POST"],
    ["POST", "/healthz", "GET, HEAD"],
    ["OPTIONS", "/raffles/", "POST, GET, HEAD"],
  ])("answers 405 to %s %s, allowing %s", async (method, path, allow) => {
    const answer = await call(method, path);
    expect([answer.status, answer.headers.get("Allow")]).toEqual([405, allow]);
    expect((await answer.json<Problem>()).detail).toBe("Method not allowed");
  });

  it("answers HEAD as GET, without the body", async () => {
    const answer = await call("HEAD", "/healthz");
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
  });
});

describe("an unknown path", () => {
  it.each([
    "/nothing",
    "/raffle/",
    `/raffles/${id}/nothing/`,
    `/raffles/${id}/winners/1/`,
    "/raffles//",
    "/docs/x",
    "/%",
  ])("(%s) is 404", async (path) => {
    const answer = await call("GET", path);
    expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    expect(await told(answer)).toEqual([404, "Not found"]);
  });
});

describe("every answer", () => {
  it.each([
    "/healthz",
    "/nothing",
    "/docs",
    "/openapi.json",
    `/raffles/${id}/`,
    "/raffles/x/",
  ])("(here of %s) carries security headers and a request id", async (path) => {
    const { headers } = await call("GET", path);
    expect(headers.get("Content-Security-Policy")).toMatch(/^default-src 'self';/);
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("X-Frame-Options")).toBe("DENY");
    expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("has a request id of the service's own", async () => {
    const answer = await call("GET", "/healthz", { headers: { "X-Request-Id": "mine" } });
    expect(answer.headers.get("X-Request-Id")).not.toBe("mine");
  });

  it("that holds a code is kept by nobody on its way", async () => {
    const { raffle_id } = await createRaffle();
    expect((await participate(raffle_id, player(1))).headers.get("Cache-Control")).toBe("no-store");
  });

  it("that is a problem has a title, its status and a type that leads to an explanation", async () => {
    const problem = await (await call("GET", `/raffles/${id}/`)).json<Problem>();
    expect(problem).toEqual({
      type: "/problems/raffle-not-found",
      title: "Raffle not found",
      status: 404,
      detail: "Raffle not found",
    });
    expect((await call("GET", problem.type)).status).toBe(200);
  });
});

describe("the log", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** Everything that is written to the console while `work` runs. */
  async function logged(work: () => Promise<unknown>): Promise<string[]> {
    const spies = (["log", "info", "warn", "error", "debug"] as const).map((level) =>
      vi.spyOn(console, level),
    );
    await work();
    return spies.flatMap(({ mock }) => mock.calls.map((line) => line.join(" ")));
  }

  it("has one line for each request, with route, raffle, status, time and the id that the client was told", async () => {
    let requestId: string | null = "";
    const lines = await logged(async () => {
      requestId = (await call("GET", `/raffles/${id}/`)).headers.get("X-Request-Id");
    });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        event: "request",
        request_id: requestId,
        method: "GET",
        route: "/raffles/:raffle_id/",
        raffle_id: id,
        status: 404,
        duration_ms: expect.any(Number),
      },
    ]);
  });

  it("never has a code, a key or an address, whatever happens", async () => {
    const key = crypto.randomUUID();
    let ticket: Ticket | undefined;
    const lines = await logged(async () => {
      const { raffle_id } = await createRaffle({ total_tickets: 1 });
      const first = await participate(raffle_id, "203.0.113.77", { "Idempotency-Key": key });
      ticket = await first.json<Ticket>();
      await participate(raffle_id, "203.0.113.77");
      await call("GET", `/raffles/${ticket.verification_code}/`, { from: "203.0.113.77" });
      await call("GET", `/${ticket.verification_code}/203.0.113.77`, { from: "203.0.113.77" });
      await call("POST", `/raffles/${raffle_id}/verify-ticket/`, { from: "203.0.113.77", json: ticket });
      await call("POST", `/raffles/${raffle_id}/verify-ticket/`, {
        from: "203.0.113.77",
        body: ticket.verification_code,
      });
      const broken = serviceWith({ RAFFLE: undefined });
      await broken("POST", `/raffles/${raffle_id}/participate/`, {
        from: "203.0.113.77",
        headers: { "Idempotency-Key": key },
      });
      await broken("POST", `/raffles/${raffle_id}/verify-ticket/`, { from: "203.0.113.77", json: ticket });
    });
    const text = lines.join("\n");
    expect(lines.length).toBeGreaterThanOrEqual(10);
    for (const secret of [ticket?.verification_code ?? "", key, "203.0.113.77"])
      expect(text).not.toContain(secret);
  });
});

describe("a bug", () => {
  it("is told as an internal error, without a word of what it was", async () => {
    const stub = { state: () => Promise.reject(new Error("no such table: secrets")) };
    const broken = serviceWith({ RAFFLE: { getByName: () => stub } });
    const answer = await broken("GET", `/raffles/${id}/`);
    expect(await answer.json()).toEqual({
      type: "/problems/internal-error",
      title: "Internal error",
      status: 500,
      detail: "Internal error",
    });
  });
});

describe("an object that fails in a passing way", () => {
  const passing = (properties: object) => Object.assign(new Error("Durable Object reset"), properties);

  /** The service on objects whose calls go through, but whose first `failures` answers are lost on the way back. */
  function losingAnswers(failures: number, properties: object) {
    const stubs: object[] = [];
    let left = failures;
    const getByName = (name: string) => {
      const stub = env.RAFFLE.getByName(name);
      const losing = new Proxy(stub, {
        get:
          (target, method) =>
          async (...args: unknown[]) => {
            // biome-ignore lint/suspicious/noExplicitAny: whichever method is called, by name
            const answer = await (target as any)[method](...args);
            if (left-- > 0) throw passing(properties);
            return answer;
          },
      });
      stubs.push(losing);
      return losing;
    };
    return { service: serviceWith({ RAFFLE: { getByName } }), stubs };
  }

  it("loses no ticket: the Worker asks again, by a fresh stub, and gets the one that was given", async () => {
    const { raffle_id } = await createRaffle();
    const { service, stubs } = losingAnswers(3, { retryable: true });
    const answer = await service("POST", `/raffles/${raffle_id}/participate/`, { from: player(1) });
    expect([answer.status, answer.headers.get("Idempotent-Replayed")]).toEqual([200, null]);
    expect((await getRaffle(raffle_id)).available_tickets).toBe(2);
    expect(new Set(stubs).size).toBe(4);
  });

  it("loses not even the last ticket", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    const { service } = losingAnswers(1, { retryable: true });
    expect((await service("POST", `/raffles/${raffle_id}/participate/`, { from: player(1) })).status).toBe(
      200,
    );
  });

  it("makes one raffle of one creation", async () => {
    const { service } = losingAnswers(1, { retryable: true });
    const name = crypto.randomUUID();
    const facts = { name, total_tickets: 1, prizes: [{ name: "x", amount: 1 }] };
    expect((await service("POST", "/raffles/", { from: MANAGER, json: facts })).status).toBe(200);
    const list = await (await call("GET", "/raffles/?limit=100")).json<{ name: string }[]>();
    expect(list.filter((raffle) => raffle.name === name)).toHaveLength(1);
  });

  it("is told as unavailable after four attempts, with the time to come again", async () => {
    const { raffle_id } = await createRaffle();
    const { service, stubs } = losingAnswers(9, { retryable: true });
    const answer = await service("GET", `/raffles/${raffle_id}/`);
    expect(await told(answer)).toEqual([503, "Temporarily unavailable"]);
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(stubs).toHaveLength(4);
  });

  it("is not asked again when it is overloaded", async () => {
    const { raffle_id } = await createRaffle();
    const { service, stubs } = losingAnswers(9, { retryable: true, overloaded: true });
    expect((await service("GET", `/raffles/${raffle_id}/`)).status).toBe(503);
    expect(stubs).toHaveLength(1);
  });

  it("is not asked again to draw: the answer to that would be that it is done", async () => {
    const { id: drawn } = await playRaffle({ total_tickets: 1 });
    const { service, stubs } = losingAnswers(9, { retryable: true });
    expect((await service("POST", `/raffles/${drawn}/winners/`, { from: MANAGER })).status).toBe(503);
    expect(stubs).toHaveLength(1);
  });

  it("is not asked again for what is a bug", async () => {
    const { raffle_id } = await createRaffle();
    const { service, stubs } = losingAnswers(9, {});
    expect((await service("GET", `/raffles/${raffle_id}/`)).status).toBe(500);
    expect(stubs).toHaveLength(1);
  });

  it("gives the client's own repetition the ticket that the lost answer held", async () => {
    const { raffle_id } = await createRaffle();
    const headers = { "Idempotency-Key": crypto.randomUUID() };
    const { service } = losingAnswers(9, { retryable: true });
    expect((await service("POST", `/raffles/${raffle_id}/participate/`, { headers })).status).toBe(503);
    const again = await call("POST", `/raffles/${raffle_id}/participate/`, { headers });
    expect([again.status, again.headers.get("Idempotent-Replayed")]).toEqual([200, "true"]);
    await claim(raffle_id, player(5));
    expect((await getRaffle(raffle_id)).available_tickets).toBe(1);
  });
});
