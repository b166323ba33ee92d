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

/** How many tickets are left of the newest raffle, as a list tells it. */
async function leftBy(service: Service, path = "/raffles/?limit=1"): Promise<number | undefined> {
  const [raffle] = await (await service("GET", path)).json<Raffle[]>();
  return raffle?.available_tickets;
}

/** Objects that answer `summary` when the test lets them, with what they have told when they were asked. */
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

describe.each(["/raffles/?limit=1", "/raffles/summaries/?limit=1"])("what %s tells of a raffle", (path) => {
  it("is asked of its object once a second, however many read it", async () => {
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

  it("is at most 2 s old", async () => {
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

  it("is what the raffle by itself was last told as", async () => {
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

  it("comes without its object for a minute once it is drawn", async () => {
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

describe("while one reader asks for what is older than a second", () => {
  /** A list that one reader has read, and another one asks anew: its raffle's object lets it wait. */
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

  it("the others go on with what is older, and it gets what is new", async () => {
    const { service, asked, first } = await renewing();
    expect([await leftBy(service), await leftBy(service)]).toEqual([3, 3]);
    expect(asked).toHaveLength(1);
    asked[0]?.();
    expect(await first).toBe(2);
  });

  it("each of the others asks for itself once it is 2 s old", async () => {
    const { service, asked, first } = await renewing();
    advanceClock(1000);
    const others = [leftBy(service), leftBy(service)];
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    // The first one never hears: the others don't depend on it.
    for (const answer of asked.slice(1)) answer();
    expect(await Promise.all(others)).toEqual([2, 2]);
    asked[0]?.();
    await first;
  });

  it("its answer does not take the place of a newer one", async () => {
    const { raffle_id, service, asked, first } = await renewing();
    await claim(raffle_id, player(2));
    advanceClock(1);
    expect((await getRaffle(raffle_id)).available_tickets).toBe(1);
    asked[0]?.();
    await first;
    expect(await leftBy(service)).toBe(1);
  });
});
