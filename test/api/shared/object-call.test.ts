import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { playForPrizes } from "../../testkit/awards";
import {
  call,
  claim,
  createRaffle,
  errorOf,
  getRaffle,
  MANAGER,
  player,
  playRaffle,
  type Ticket,
} from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

describe("a Durable Object of an older version that lacks a method", () => {
  it("causes 503, because a deploy updates it within minutes", async () => {
    const { raffle_id } = await createRaffle();
    // biome-ignore lint/suspicious/noExplicitAny: the method does not exist
    const lacking = () => (env.RAFFLE.getByName(raffle_id) as any).fromTheFuture();
    const service = serviceWith({ RAFFLE: { getByName: () => ({ state: lacking }) } });
    const answer = await service("GET", `/raffles/${raffle_id}/`);
    expect(await errorOf(answer)).toEqual([503, "Temporarily unavailable"]);
  });
});

describe("an object of the version before prizes could be forfeited", () => {
  it("causes 503 for the winners by prize, because it lists them by ticket number", async () => {
    const { id } = await playRaffle();
    const older = {
      state: () => env.RAFFLE.getByName(id).state(),
      winners: (after: number, limit: number) => env.RAFFLE.getByName(id).winners(after, limit),
      winnersByRank: () => {
        throw new TypeError('The RPC receiver does not implement "winnersByRank".');
      },
    };
    const service = serviceWith({ RAFFLE: { getByName: () => older } });
    expect((await service("GET", `/raffles/${id}/winners/?order=prize`)).status).toBe(503);
    expect((await service("GET", `/raffles/${id}/winners/`)).status).toBe(200);
  });
});

describe("a transient failure of a Durable Object", () => {
  const passing = (properties: object) => Object.assign(new Error("Durable Object reset"), properties);

  /** Returns the service with Durable Objects that do every call but lose their first `failures` answers. */
  function losingAnswers(failures: number, properties: object) {
    const stubs: object[] = [];
    let left = failures;
    const getByName = (name: string) => {
      const stub = env.RAFFLE.getByName(name);
      const losing = new Proxy(stub, {
        get:
          (target, method) =>
          async (...args: unknown[]) => {
            // biome-ignore lint/suspicious/noExplicitAny: the method name is dynamic
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

  it("loses no ticket, because the Worker retries with a new stub and gets the same ticket", async () => {
    const { raffle_id } = await createRaffle();
    const { service, stubs } = losingAnswers(3, { retryable: true });
    const answer = await service("POST", `/raffles/${raffle_id}/participate/`, { from: player(1) });
    expect([answer.status, answer.headers.get("Idempotent-Replayed")]).toEqual([200, null]);
    expect((await getRaffle(raffle_id)).available_tickets).toBe(2);
    expect(new Set(stubs).size).toBe(4);
  });

  it("does not lose the last ticket", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    const { service } = losingAnswers(1, { retryable: true });
    expect((await service("POST", `/raffles/${raffle_id}/participate/`, { from: player(1) })).status).toBe(
      200,
    );
  });

  it("hands over a prize once, and does not report it as already collected", async () => {
    const { id, winners } = await playForPrizes();
    const { ticket_number, verification_code } = winners[0] as Ticket;
    const { service } = losingAnswers(1, { retryable: true });
    const path = `/raffles/${id}/winners/${ticket_number}/collect/`;
    const answer = await service("POST", path, { from: MANAGER, json: { verification_code } });
    expect([answer.status, answer.headers.get("Idempotent-Replayed")]).toEqual([200, null]);
  });

  it("creates only one raffle", async () => {
    const { service } = losingAnswers(1, { retryable: true });
    const name = crypto.randomUUID();
    const facts = { name, total_tickets: 1, prizes: [{ name: "x", amount: 1 }] };
    const answer = await service("POST", "/raffles/", { from: MANAGER, json: facts });
    expect([answer.status, answer.headers.get("Idempotent-Replayed")]).toEqual([200, null]);
    const list = await (await call("GET", "/raffles/?limit=100")).json<{ name: string }[]>();
    expect(list.filter((raffle) => raffle.name === name)).toHaveLength(1);
  });

  it("is retried with exponential back-off and jitter", async () => {
    const { raffle_id } = await createRaffle();
    const wait = vi.spyOn(scheduler, "wait").mockResolvedValue();
    const random = vi.spyOn(Math, "random").mockReturnValue(0.5);
    const { service } = losingAnswers(3, { retryable: true });
    await service("GET", `/raffles/${raffle_id}/`);
    const waits = wait.mock.calls.map(([milliseconds]) => milliseconds);
    wait.mockRestore();
    random.mockRestore();
    expect(waits).toEqual([25, 50, 100]);
  });

  it("returns 503 with Retry-After after four attempts", async () => {
    const { raffle_id } = await createRaffle();
    const { service, stubs } = losingAnswers(9, { retryable: true });
    const answer = await service("GET", `/raffles/${raffle_id}/`);
    expect(await errorOf(answer)).toEqual([503, "Temporarily unavailable"]);
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(stubs).toHaveLength(4);
  });

  it("is not retried when the Durable Object is overloaded", async () => {
    const { raffle_id } = await createRaffle();
    const { service, stubs } = losingAnswers(9, { retryable: true, overloaded: true });
    expect((await service("GET", `/raffles/${raffle_id}/`)).status).toBe(503);
    expect(stubs).toHaveLength(1);
  });

  it("is not retried for a draw, because the retry would report it as already drawn", async () => {
    const { id: drawn } = await playRaffle({ total_tickets: 1 });
    const { service, stubs } = losingAnswers(9, { retryable: true });
    expect((await service("POST", `/raffles/${drawn}/winners/`, { from: MANAGER })).status).toBe(503);
    expect(stubs).toHaveLength(1);
  });

  it("is not retried when the error is a bug", async () => {
    const { raffle_id } = await createRaffle();
    const { service, stubs } = losingAnswers(9, {});
    expect((await service("GET", `/raffles/${raffle_id}/`)).status).toBe(500);
    expect(stubs).toHaveLength(1);
  });

  it("gives the client the lost ticket when it retries with its key", async () => {
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
