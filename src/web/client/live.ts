import { growing } from "./backoff";

/** What is told of a raffle while it is open. */
export interface Progress {
  available_tickets: number;
  drawn: boolean;
}

/** How long the first wait after a loss is, and the longest, in milliseconds. */
const [FIRST_WAIT, LONGEST_WAIT] = [1000, 60_000];

/** How long a new connection may say nothing, in milliseconds: some proxies hold back what they don't know. */
const PATIENCE = 8000;

/** How long one that has said something may be silent, in milliseconds: the service repeats itself each half minute. */
const SILENCE = 75_000;

/** Watches a raffle until it is drawn: by its event stream, and while that is lost by asking, ever more seldom. */
export class Watch {
  #source: EventSource | undefined;
  #losses = 0;
  /** While connected the silence that is too long, otherwise the wait for the next question. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(
    readonly raffleId: string,
    readonly hear: (progress: Progress) => void,
    /** How the watch goes: connected, lost for now, or gone with the raffle. */
    readonly goes: (how: "connected" | "lost" | "gone") => void,
  ) {
    window.addEventListener("online", () => {
      if (this.#over || this.#source || this.#timer === undefined) return;
      clearTimeout(this.#timer);
      this.#ask();
    });
    // Where HTTP/1.1 is spoken, six streams leave a browser no connection for anything else; and nobody looks.
    document.addEventListener("visibilitychange", () => {
      if (this.#over) return;
      this.#stop();
      if (!document.hidden) this.#connect();
    });
    this.#connect();
  }

  #connect(): void {
    this.#expectWithin(PATIENCE);
    try {
      const source = new EventSource(`/raffles/${this.raffleId}/live/`);
      this.#source = source;
      let heard = false;
      source.addEventListener("message", ({ data }) => {
        heard = true;
        this.#expectWithin(SILENCE);
        this.#losses = 0;
        this.goes("connected");
        this.#tell(JSON.parse(data));
      });
      source.addEventListener("error", () => {
        if (source.readyState === EventSource.CLOSED) return this.#lose();
        // The stream has come to its end, or broken off: the browser connects again by itself, for as long as it may.
        if (heard) this.#expectWithin(PATIENCE);
        heard = false;
      });
    } catch {
      // There is no EventSource, or it may not be used.
      this.#lose();
    }
  }

  #expectWithin(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lose(), milliseconds);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#source?.close();
    this.#source = undefined;
  }

  #lose(): void {
    this.#stop();
    this.goes("lost");
    this.#timer = setTimeout(() => this.#ask(), growing(FIRST_WAIT, LONGEST_WAIT, this.#losses++));
  }

  #tell(progress: Progress): void {
    this.#over = progress.drawn;
    if (this.#over) this.#stop();
    this.hear(progress);
  }

  async #ask(): Promise<void> {
    this.#timer = undefined;
    try {
      const answer = await fetch(`/raffles/${this.raffleId}/`);
      if (answer.ok) {
        const { available_tickets, winners_drawn } = await answer.json();
        this.#tell({ available_tickets, drawn: winners_drawn });
      } else if (answer.status === 404) {
        this.#over = true;
        this.goes("gone");
      }
    } catch {
      // Still offline.
    }
    if (!this.#over && !this.#source) this.#connect();
  }
}
