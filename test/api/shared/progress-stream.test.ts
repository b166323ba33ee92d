import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { progressStream } from "../../../src/api/shared/progress-stream";
import { failure, type Result, success } from "../../../src/domain/result";
import type { RaffleProgress } from "../../../src/durable-objects/raffle/state";

const progress = (availableTickets: number, drawnAt: number | null = null, forfeits = 0) =>
  ({ availableTickets, forfeits, draw: { drawnAt } }) as RaffleProgress;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Starts a stream that reads `state`, and records its messages. */
function streaming({ reading = true, pause = 1000 } = {}) {
  const state = { found: success(progress(3)) as Result<RaffleProgress, string> | Error, looks: 0, ended: 0 };
  const stream = progressStream({
    initial: progress(3),
    read: async () => {
      state.looks++;
      if (state.found instanceof Error) throw state.found;
      return state.found;
    },
    pause: () => pause,
    onEnd: () => {
      state.ended++;
    },
  });
  const heard: string[] = [];
  let isClosed = false;
  const reader = stream.getReader();
  const read = async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      heard.push(new TextDecoder().decode(value));
    }
    isClosed = true;
  };
  if (reading) read();
  return { state, heard, reader, read, isClosed: () => isClosed };
}

const message = (left: number, drawn = false, forfeited_count = 0) =>
  `data: ${JSON.stringify({ available_tickets: left, drawn, forfeited_count })}\n\n`;

describe("a stream of a raffle's progress", () => {
  it("sends changes at most every 1 to 1.5 s, and no message twice", async () => {
    const { state, heard } = streaming();
    for (let left = 1000; left > 0; left--) {
      state.found = success(progress(left));
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(heard.length).toBeGreaterThanOrEqual(1 + 6);
    expect(heard.length).toBeLessThanOrEqual(1 + 10);
    expect(new Set(heard).size).toBe(heard.length);
  });

  it("repeats the last message after 30 seconds without a change", async () => {
    const { heard } = streaming();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(heard).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(3000);
    expect(heard.slice(1)).toEqual([message(3)]);
  });

  it.each([
    ["four", 0, 240],
    ["six", 0.999, 360],
  ])("ends after %s minutes at the extreme of chance", async (_, chance, seconds) => {
    vi.spyOn(Math, "random").mockReturnValue(chance);
    const { state, isClosed } = streaming({ pause: 5000 });
    await vi.advanceTimersByTimeAsync(seconds * 1000 - 1000);
    expect([isClosed(), state.ended]).toEqual([false, 0]);
    await vi.advanceTimersByTimeAsync(9000);
    expect([isClosed(), state.ended, vi.getTimerCount()]).toEqual([true, 1, 0]);
  });

  it.each([
    ["the raffle is deleted", failure("raffle-not-found")],
    ["the Durable Object can't be reached", new Error("down")],
  ])("ends at once when %s", async (_, found) => {
    const { state, heard, isClosed } = streaming();
    state.found = found;
    await vi.advanceTimersByTimeAsync(1500);
    expect([heard.length, isClosed(), state.ended, vi.getTimerCount()]).toEqual([1, true, 1, 0]);
  });

  it("goes on after the draw, and tells when a prize is forfeited", async () => {
    const { state, heard } = streaming();
    state.found = success(progress(0, 1));
    await vi.advanceTimersByTimeAsync(1500);
    state.found = success(progress(0, 1, 1));
    await vi.advanceTimersByTimeAsync(1500);
    expect(heard.slice(1)).toEqual([message(0, true), message(0, true, 1)]);
  });

  it("stops reading once the client has disconnected", async () => {
    const { state, reader } = streaming();
    await vi.advanceTimersByTimeAsync(1500);
    const { looks } = state;
    await reader.cancel();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([state.looks, state.ended, vi.getTimerCount()]).toEqual([looks, 1, 0]);
  });

  it.each([
    ["something new", 2],
    ["nothing new", 3],
  ])("stops reading for a client that disconnected during a read that finds %s", async (_, left) => {
    const slow = Promise.withResolvers<Result<RaffleProgress, string>>();
    let ended = 0;
    const stream = progressStream({
      initial: progress(3),
      read: () => slow.promise,
      pause: () => 1000,
      onEnd: () => {
        ended++;
      },
    });
    const reader = stream.getReader();
    await reader.read();
    await vi.advanceTimersByTimeAsync(1500);
    await reader.cancel();
    slow.resolve(success(progress(left)));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([ended, vi.getTimerCount()]).toEqual([1, 0]);
  });

  it("disconnects a client that does not read for 30 seconds, with one queued message", async () => {
    const { state, heard, read, isClosed } = streaming({ reading: false });
    const change = async (seconds: number) => {
      for (let n = 0; n < seconds; n++) {
        state.found = success(progress(1000 - n));
        await vi.advanceTimersByTimeAsync(1000);
      }
    };
    await change(29);
    expect([state.looks, state.ended]).toEqual([0, 0]);
    await change(3);
    expect([state.looks, state.ended, vi.getTimerCount()]).toEqual([0, 1, 0]);
    await read();
    expect([heard.length, isClosed()]).toEqual([1, true]);
  });

  it("sends the latest progress to a client that reads late", async () => {
    const { state, heard, read } = streaming({ reading: false });
    state.found = success(progress(2));
    await vi.advanceTimersByTimeAsync(10_000);
    state.found = success(progress(1));
    read();
    await vi.advanceTimersByTimeAsync(1500);
    expect(heard.slice(1)).toEqual([message(1)]);
  });
});
