import type { Raffle } from "../../contract/wire";
import { backoffDelay } from "./backoff";

/** The part of a raffle that changes until it is drawn. */
export type Progress = Pick<Raffle, "available_tickets" | "status">;

/** Returns the progress in a message, or undefined if the message is something else. */
function parseProgress(data: string): Progress | undefined {
  try {
    const { available_tickets, status } = JSON.parse(data);
    if (Number.isInteger(available_tickets) && typeof status === "string")
      return { available_tickets, status: status as Progress["status"] };
  } catch {
    // Not JSON, or null.
  }
  return undefined;
}

const MIN_POLL_DELAY_MS = 1000;
const MAX_POLL_DELAY_MS = 60_000;

/** Limits the wait for the first message of a connection. Some proxies hold event streams back. */
const FIRST_MESSAGE_TIMEOUT_MS = 8000;

/** Limits the time between two messages. The service repeats the last one every 30 s. */
const SILENCE_TIMEOUT_MS = 75_000;

/** Watches a raffle by its event stream until it is drawn. While the stream fails, polls with back-off. */
export class RaffleWatch {
  #source: EventSource | undefined;
  #failures = 0;
  /** Ends the wait for the next message while connected, and the wait for the next poll otherwise. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isFinished = false;

  constructor(
    readonly raffleId: string,
    readonly onProgress: (progress: Progress) => void,
    /** Receives "gone" once the raffle is deleted. */
    readonly onState: (state: "connected" | "lost" | "gone") => void,
  ) {
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
    this.#connect();
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
        this.onState("connected");
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
    this.onState("lost");
    const delay = backoffDelay(MIN_POLL_DELAY_MS, MAX_POLL_DELAY_MS, this.#failures++);
    this.#timer = setTimeout(() => this.#poll(), delay);
  }

  #report(progress: Progress): void {
    this.#isFinished = progress.status === "drawn";
    if (this.#isFinished) this.#stop();
    this.onProgress(progress);
  }

  async #poll(): Promise<void> {
    this.#timer = undefined;
    try {
      const response = await fetch(`/raffles/${this.raffleId}/`);
      if (response.ok) {
        const { available_tickets, status }: Raffle = await response.json();
        this.#report({ available_tickets, status });
      } else if (response.status === 404) {
        this.#isFinished = true;
        this.onState("gone");
      }
    } catch {
      // Still offline.
    }
    if (!this.#isFinished && !this.#source) this.#connect();
  }
}
