import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { advanceClock } from "../../testkit/clock";
import {
  claim,
  createRaffle,
  getRaffle,
  participate,
  player,
  playRaffle,
  type Raffle,
} from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";
import { watchedService } from "../../testkit/watch";

afterEach(() => {
  vi.restoreAllMocks();
});

type Service = ReturnType<typeof serviceWith>;

/** Returns the available tickets of the newest raffle in a list. */
async function leftBy(service: Service, path = "/raffles/?limit=1"): Promise<number | undefined> {
  const [raffle] = await (await service("GET", path)).json<Raffle[]>();
  return raffle?.available_tickets;
}

/** Returns the service with Durable Objects whose `summary` is answered only when the test allows it. */
function slowSummaries() {
  const asked: (() => void)[] = [];
  const summary = (id: string) => {
    const answer = env.RAFFLE.getByName(id).summary();
    return new Promise((resolve) => {
      asked.push(() => resolve(answer));
    });
  };
  const getByName = (id: string) => ({
    summary: () => summary(id),
    state: () => env.RAFFLE.getByName(id).state(),
  });
  return { service: serviceWith({ RAFFLE: { getByName } }), asked };
}

describe.each(["/raffles/?limit=1", "/raffle-summaries?limit=1"])("a raffle in %s", (path) => {
  it("is read from its Durable Object once a second for any number of clients", async () => {
    await createRaffle();
    advanceClock(0);
    const { service, asked } = watchedService();
    await leftBy(service, path);
    const first = asked.splice(0);
    advanceClock(999);
    for (let n = 0; n < 5; n++) await leftBy(service, path);
    expect([first.includes("summary"), asked]).toEqual([true, []]);
    advanceClock(1);
    for (let n = 0; n < 5; n++) await leftBy(service, path);
    expect(asked).toEqual(["summary"]);
  });

  it("has a count that is at most 2 s old", async () => {
    const { raffle_id } = await createRaffle();
    advanceClock(0);
    const { service } = watchedService();
    const counts = [await leftBy(service, path)];
    await claim(raffle_id, player(1));
    counts.push(await leftBy(service, path));
    advanceClock(2000);
    counts.push(await leftBy(service, path));
    expect(counts).toEqual([3, 3, 2]);
  });

  it("has the count that the raffle's own route returned last", async () => {
    const { raffle_id } = await createRaffle();
    advanceClock(0);
    const { service, asked } = watchedService();
    await leftBy(service, path);
    asked.splice(0);
    await claim(raffle_id, player(1));
    expect((await getRaffle(raffle_id)).available_tickets).toBe(2);
    expect(await leftBy(service, path)).toBe(2);
    expect(asked).toEqual([]);
  });

  it("is cached for a minute once it is drawn", async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    advanceClock(0);
    await getRaffle(id);
    const { service, asked } = watchedService();
    advanceClock(59_000);
    expect(await leftBy(service, path)).toBe(0);
    expect(asked).toEqual([]);
    advanceClock(1001);
    expect(await leftBy(service, path)).toBe(0);
    expect(asked).toContain("summary");
  });
});

describe("while one request refreshes a summary", () => {
  /** Starts a request that refreshes a summary and waits for the Durable Object. */
  async function renewing() {
    const { raffle_id } = await createRaffle();
    advanceClock(0);
    const { service, asked } = slowSummaries();
    await leftBy(watchedService().service);
    await participate(raffle_id, player(1));
    advanceClock(1000);
    const first = leftBy(service);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    return { raffle_id, service, asked, first };
  }

  it("others get the older summary, and the request gets the new one", async () => {
    const { service, asked, first } = await renewing();
    expect([await leftBy(service), await leftBy(service)]).toEqual([3, 3]);
    expect(asked).toHaveLength(1);
    asked[0]?.();
    expect(await first).toBe(2);
  });

  it("others read it themselves once it is 2 s old", async () => {
    const { service, asked, first } = await renewing();
    advanceClock(1000);
    const others = [leftBy(service), leftBy(service)];
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    // The first request gets no answer. The others don't depend on it.
    for (const answer of asked.slice(1)) answer();
    expect(await Promise.all(others)).toEqual([2, 2]);
    asked[0]?.();
    await first;
  });

  it("its late answer does not replace a newer summary", async () => {
    const { raffle_id, service, asked, first } = await renewing();
    await claim(raffle_id, player(2));
    advanceClock(1);
    expect((await getRaffle(raffle_id)).available_tickets).toBe(1);
    asked[0]?.();
    await first;
    expect(await leftBy(service)).toBe(1);
  });
});
