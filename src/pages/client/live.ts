import { growing } from "./pause";

/** What is told of a raffle while it is open. */
export interface Progress {
  available_tickets: number;
  drawn: boolean;
}

/** How long the first wait after a loss is, and the longest, in milliseconds. */
const [FIRST_WAIT, LONGEST_WAIT] = [1000, 60_000];

/** How often the connection is tried, in milliseconds: one that is dead says nothing by itself. */
const HEARTBEAT = 30_000;

/** Watches a raffle until it is drawn: by its WebSocket, and while that is lost by asking, ever more seldom. */
export class Watch {
  #losses = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(
    readonly raffleId: string,
    readonly hear: (progress: Progress) => void,
    /** How the watch goes: connected, lost for now, or gone with the raffle. */
    readonly goes: (how: "connected" | "lost" | "gone") => void,
  ) {
    window.addEventListener("online", () => {
      if (this.#timer === undefined) return;
      clearTimeout(this.#timer);
      this.#ask();
    });
    this.#connect();
  }

  #connect(): void {
    const url = new URL(`/raffles/${this.raffleId}/live/`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url);
    let alive = true;
    const heartbeat = setInterval(() => {
      if (!alive) return socket.close();
      alive = false;
      if (socket.readyState === WebSocket.OPEN) socket.send("ping");
    }, HEARTBEAT);
    socket.addEventListener("message", ({ data }) => {
      alive = true;
      this.#losses = 0;
      this.goes("connected");
      if (data === "pong") return;
      this.#tell(JSON.parse(data));
      if (this.#over) socket.close();
    });
    socket.addEventListener("close", () => {
      clearInterval(heartbeat);
      if (this.#over) return;
      this.goes("lost");
      this.#later();
    });
  }

  #tell(progress: Progress): void {
    this.#over = progress.drawn;
    this.hear(progress);
  }

  #later(): void {
    this.#timer = setTimeout(() => this.#ask(), growing(FIRST_WAIT, LONGEST_WAIT, this.#losses++));
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
    if (!this.#over) this.#connect();
  }
}
