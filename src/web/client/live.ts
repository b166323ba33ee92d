import { backoffDelay } from "./backoff";

/** The part of a raffle that changes while it is open. */
export interface Progress {
  available_tickets: number;
  drawn: boolean;
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
        hasMessage = true;
        this.#expectMessageWithin(SILENCE_TIMEOUT_MS);
        this.#failures = 0;
        this.onState("connected");
        this.#report(JSON.parse(data));
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
    this.#isFinished = progress.drawn;
    if (this.#isFinished) this.#stop();
    this.onProgress(progress);
  }

  async #poll(): Promise<void> {
    this.#timer = undefined;
    try {
      const response = await fetch(`/raffles/${this.raffleId}/`);
      if (response.ok) {
        const { available_tickets, winners_drawn } = await response.json();
        this.#report({ available_tickets, drawn: winners_drawn });
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
