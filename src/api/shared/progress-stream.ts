import type { Result } from "../../domain/result";
import type { RaffleProgress } from "../../durable-objects/raffle/state";

/**
 * Sets the average lifetime of a stream. Streams end so that connections lost without notice are cleaned up.
 */
const MEAN_LIFETIME_MS = 300_000;

/**
 * Repeats the last message after this time without a change, so that clients notice a dead connection. A
 * client that has not read the last message by then is disconnected.
 */
const HEARTBEAT_MS = 30_000;

/** Sets the shortest time until EventSource reconnects. The longest is twice as long. */
const MIN_RECONNECT_MS = 1000;

/** Returns a random number between `least` and 1.5 times `least`, so that streams don't act in step. */
const spread = (least: number): number => least * (1 + Math.random() / 2);

const utf8 = new TextEncoder();

interface Stream {
  /** Is sent first. */
  initial: RaffleProgress;
  /** Reads the current progress. */
  read(): Promise<Result<RaffleProgress, string>>;
  /** Returns the shortest time until the next read, in milliseconds. */
  pause(): number;
  /** Is called once when the stream ends, for any reason. */
  onEnd(): void;
}

/**
 * Streams the progress of a raffle as server-sent events
 * (html.spec.whatwg.org/multipage/server-sent-events.html). It sends one message at once, and one for each
 * change. The stream ends when the raffle is deleted, after a few minutes, when a read fails, and when the
 * client stops reading.
 */
export function progressStream({ initial, read, pause, onEnd }: Stream): ReadableStream<Uint8Array> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const endsAt = Date.now() + spread(0.8 * MEAN_LIFETIME_MS);
  let lastMessage = "";
  let lastSentAt = 0;

  // This runs synchronously. When a client disconnects, its request can't run any later code, such as a
  // `finally`.
  const end = () => {
    isOver = true;
    clearTimeout(timer);
    onEnd();
  };

  return new ReadableStream<Uint8Array>({
    start(controller) {
      const wait = () => {
        timer = setTimeout(next, spread(pause()));
      };
      const close = () => {
        end();
        controller.close();
      };
      const send = (progress: RaffleProgress, before = "") => {
        const message = messageOf(progress);
        const now = Date.now();
        if (message !== lastMessage || now - lastSentAt >= HEARTBEAT_MS) {
          controller.enqueue(utf8.encode(before + message));
          [lastMessage, lastSentAt] = [message, now];
        }
        if (now < endsAt) wait();
        else close();
      };
      const next = async () => {
        const hasReadLastMessage = (controller.desiredSize ?? 0) > 0;
        // More messages would pile up. Wait before closing, because under overload even good clients are
        // slow.
        if (!hasReadLastMessage) return Date.now() - lastSentAt < HEARTBEAT_MS ? wait() : close();
        // If the read fails, close. The client reconnects and gets the error as a response.
        const found = await read().catch(() => undefined);
        if (isOver) return;
        if (found?.ok) send(found.value);
        else close();
      };
      send(initial, `retry: ${Math.round(MIN_RECONNECT_MS * (1 + Math.random()))}\n`);
    },
    cancel: end,
  });
}

const messageOf = ({ status, availableTickets, forfeits, draw }: RaffleProgress): string => {
  const message = {
    available_tickets: availableTickets,
    drawn: draw.drawnAt !== null,
    status,
    forfeited_count: forfeits,
  };
  return `data: ${JSON.stringify(message)}\n\n`;
};
