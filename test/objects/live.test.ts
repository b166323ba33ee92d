import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Live } from "../../src/objects/raffle/live";
import type { RaffleProgress } from "../../src/objects/raffle/state";

const progress = { availableTickets: 7, draw: { drawnAt: null } } as unknown as RaffleProgress;

/** A crowd that watches, and the times at which the last of them was told something. */
function crowd(count: number) {
  const told: number[] = [];
  const sockets = Array.from({ length: count }, (_, n) => ({
    send: () => {
      if (n === count - 1) told.push(Date.now());
    },
  }));
  const live = new Live({ getWebSockets: () => sockets } as unknown as DurableObjectState);
  return { live, sockets, told };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Changes something every 10 ms, for as many seconds. */
function change(live: Live, seconds: number): void {
  for (let ms = 0; ms < 1000 * seconds; ms += 10) {
    live.changed(() => progress);
    vi.advanceTimersByTime(10);
  }
}

describe("telling who watches", () => {
  it.each([
    [1, 4],
    [400, 4],
  ])("takes four messages a second for %i", (watchers, messages) => {
    const { live, told } = crowd(watchers);
    change(live, 10);
    expect(told.length / 10).toBeGreaterThan(0.9 * messages);
    expect(told.length / 10).toBeLessThanOrEqual(messages);
  });

  it("sends a crowd as many messages in all as the time for them allows, however large it is", () => {
    const sent = [2000, 10_000, 30_000].map((watchers) => {
      const { live, told } = crowd(watchers);
      change(live, 60);
      return told.length * watchers;
    });
    expect(Math.min(...sent)).toBeGreaterThan(0.75 * Math.max(...sent));
  });

  it("goes on where somebody has gone", () => {
    const { live, sockets, told } = crowd(3);
    sockets[0] = {
      send: () => {
        throw new Error("gone");
      },
    };
    change(live, 1);
    expect(told.length).toBeGreaterThan(0);
  });

  it("sets no timer where nobody watches", () => {
    const { live } = crowd(0);
    live.changed(() => progress);
    expect(vi.getTimerCount()).toBe(0);
  });
});
