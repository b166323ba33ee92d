import type { Raffle, Transcript } from "../../contract/wire";
import { backoffDelay } from "./backoff";

/** The part of a raffle that changes. After the draw, only the count of forfeited prizes does. */
export type Progress = Pick<Raffle, "available_tickets" | "status"> & { forfeited_count: number };

/** Returns the progress in a message, or undefined if the message is something else. */
function parseProgress(data: string): Progress | undefined {
  try {
    const { available_tickets, status, forfeited_count } = JSON.parse(data);
    if (Number.isInteger(available_tickets) && typeof status === "string")
      return {
        available_tickets,
        status: status as Progress["status"],
        forfeited_count: Number.isInteger(forfeited_count) ? forfeited_count : 0,
      };
  } catch {
    // Not JSON, or null.
  }
  return undefined;
}

const MIN_POLL_DELAY_MS = 1000;
const MAX_POLL_DELAY_MS = 60_000;

/** Limits the polls after the draw, when seldom anything changes. */
const MIN_POLL_DELAY_AFTER_DRAW_MS = 10_000;

/** Limits the wait for the first message of a connection. Some proxies hold event streams back. */
const FIRST_MESSAGE_TIMEOUT_MS = 8000;

/** Limits the time between two messages. The service repeats the last one every 30 s. */
const SILENCE_TIMEOUT_MS = 75_000;

/** Returns the progress of a polled raffle, or of the transcript of a drawn one. */
function progressIn(polled: Raffle | Transcript): Progress {
  if (!("status" in polled))
    return { available_tickets: 0, status: "drawn", forfeited_count: polled.forfeited_count };
  const { available_tickets, status } = polled;
  return { available_tickets, status, forfeited_count: 0 };
}

interface Listeners {
  onProgress(progress: Progress): void;
  /** Receives "gone" once the raffle is deleted. */
  onState(state: "connected" | "lost" | "gone"): void;
  /** Reports whether to watch a drawn raffle, too. */
  goesOnAfterDraw(): boolean;
}

/** Watches a raffle by its event stream. While the stream fails, polls with back-off. */
export class RaffleWatch {
  #source: EventSource | undefined;
  #failures = 0;
  /** Ends the wait for the next message while connected, and the wait for the next poll otherwise. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDrawn: boolean;
  #isFinished: boolean;

  constructor(
    readonly raffleId: string,
    isDrawn: boolean,
    readonly listeners: Listeners,
  ) {
    this.#isDrawn = isDrawn;
    this.#isFinished = isDrawn && !listeners.goesOnAfterDraw();
    window.addEventListener("online", () => {
      if (this.#isFinished || this.#source || this.#timer === undefined) return;
      clearTimeout(this.#timer);
      this.#poll();
    });
    // Over HTTP/1.1 a browser opens at most six connections to a site. Hidden pages must not occupy them.
    document.addEventListener("visibilitychange", () => {
      if (this.#isFinished) return;
      this.#stop();
      if (!document.hidden) this.#connect();
    });
    if (!this.#isFinished) this.#connect();
  }

  /** Watches a drawn raffle again if there is a reason for it now. */
  resume(): void {
    if (!this.#isDrawn || !this.#isFinished || !this.listeners.goesOnAfterDraw()) return;
    this.#isFinished = false;
    if (!document.hidden) this.#connect();
  }

  #connect(): void {
    this.#expectMessageWithin(FIRST_MESSAGE_TIMEOUT_MS);
    try {
      const source = new EventSource(`/raffles/${this.raffleId}/live/`);
      this.#source = source;
      let hasMessage = false;
      source.addEventListener("message", ({ data }) => {
        const progress = parseProgress(data);
        if (!progress) return this.#schedulePoll();
        hasMessage = true;
        this.#expectMessageWithin(SILENCE_TIMEOUT_MS);
        this.#failures = 0;
        this.listeners.onState("connected");
        this.#report(progress);
      });
      source.addEventListener("error", () => {
        if (source.readyState === EventSource.CLOSED) return this.#schedulePoll();
        // The stream has ended. The browser reconnects on its own, until the first message is overdue.
        if (hasMessage) this.#expectMessageWithin(FIRST_MESSAGE_TIMEOUT_MS);
        hasMessage = false;
      });
    } catch {
      // EventSource is missing or blocked.
      this.#schedulePoll();
    }
  }

  #expectMessageWithin(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#schedulePoll(), ms);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#source?.close();
    this.#source = undefined;
  }

  #schedulePoll(): void {
    this.#stop();
    this.listeners.onState("lost");
    const least = this.#isDrawn ? MIN_POLL_DELAY_AFTER_DRAW_MS : MIN_POLL_DELAY_MS;
    const delay = backoffDelay(least, MAX_POLL_DELAY_MS, this.#failures++);
    this.#timer = setTimeout(() => this.#poll(), delay);
  }

  #report(progress: Progress): void {
    this.#isDrawn = progress.status === "drawn";
    this.#isFinished = this.#isDrawn && !this.listeners.goesOnAfterDraw();
    if (this.#isFinished) this.#stop();
    this.listeners.onProgress(progress);
  }

  async #poll(): Promise<void> {
    this.#timer = undefined;
    try {
      const response = await fetch(`/raffles/${this.raffleId}/${this.#isDrawn ? "draw/" : ""}`);
      if (response.ok) this.#report(progressIn(await response.json()));
      else if (response.status === 404) {
        this.#isFinished = true;
        this.listeners.onState("gone");
      }
    } catch {
      // Still offline.
    }
    if (!this.#isFinished && !this.#source) this.#connect();
  }
}
