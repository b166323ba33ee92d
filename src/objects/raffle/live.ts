import type { RaffleProgress } from "./state";

/** The shortest time between two messages, in milliseconds: four a second, however many claims come. */
const SHORTEST_PAUSE = 250;

/**
 * How much longer the pause gets with each watcher, in milliseconds. To tell one took some 0.04 (docs/performance.md): so
 * crowds who look take about a fifteenth of the time from those who claim.
 */
const PAUSE_PER_WATCHER = 0.6;

/** Tells all who watch a raffle how far it has got, by WebSockets that outlast the object's sleep. */
export class Live {
  readonly #ctx: DurableObjectState;
  #pending = false;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  /** Accepts a watcher, who is told at once. */
  accept(progress: RaffleProgress): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    // Answered without waking the object up.
    this.#ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    try {
      this.#ctx.acceptWebSocket(server);
    } catch {
      // The platform gives an object 32,768 of them.
      return new Response(null, { status: 503 });
    }
    server.send(messageOf(progress));
    return new Response(null, { status: 101, webSocket: client });
  }

  /**
   * Has a change told, together with all that change until then. With nobody watching there is no timer.
   *
   * @param progress tells how far the raffle has got by then
   */
  changed(progress: () => RaffleProgress): void {
    if (this.#pending) return;
    const watchers = this.#ctx.getWebSockets().length;
    if (watchers === 0) return;
    this.#pending = true;
    setTimeout(
      () => {
        this.#pending = false;
        this.#tell(messageOf(progress()));
      },
      Math.max(SHORTEST_PAUSE, watchers * PAUSE_PER_WATCHER),
    );
  }

  /** Hangs up on everybody: there is nothing to watch any more. */
  end(): void {
    for (const socket of this.#ctx.getWebSockets()) socket.close(1001, "The raffle is deleted");
  }

  #tell(message: string): void {
    for (const socket of this.#ctx.getWebSockets()) {
      try {
        socket.send(message);
      } catch {
        // It has gone, and its close event is on its way.
      }
    }
  }
}

const messageOf = ({ availableTickets, draw }: RaffleProgress): string =>
  JSON.stringify({ available_tickets: availableTickets, drawn: draw.drawnAt !== null });
