import type { Result } from "../../domain/result";
import type { RaffleProgress } from "../../durable-objects/raffle/state";

/** How long a stream lasts on average, in milliseconds: a reconnection now and then finds who has gone unnoticed. */
const LIFETIME = 300_000;

/**
 * After how long without a change the last message is repeated, in milliseconds: a dead connection says nothing. Who has
 * not taken it in as long is left.
 */
const HEARTBEAT = 30_000;

/** How soon EventSource connects again, in milliseconds, at least; twice that at most. */
const RETRY = 1000;

/** A random number from `least` to half as much again, so that what many do at once spreads. */
const spread = (least: number): number => least * (1 + Math.random() / 2);

const utf8 = new TextEncoder();

interface Stream {
  /** How far the raffle has got as the stream begins. */
  begin: RaffleProgress;
  /** Looks how far it has got by now. */
  look(): Promise<Result<RaffleProgress, string>>;
  /** The shortest time until the next look, in milliseconds. */
  pause(): number;
  /** Hears once that the stream is over, however it ends. */
  ended(): void;
}

/**
 * Tells how far a raffle has got as server-sent events (html.spec.whatwg.org/multipage/server-sent-events.html): at
 * once, and whenever a look finds a change. It ends when the raffle is drawn or gone, after some minutes, where a look
 * fails, and where nobody reads it.
 */
export function progressStream({ begin, look, pause, ended }: Stream): ReadableStream<Uint8Array> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const endsAt = Date.now() + spread(0.8 * LIFETIME);
  let told = "";
  let toldAt = 0;

  // Done at once and not in a `finally` of the loop: when a client goes, its request gets no more turns.
  const end = () => {
    isOver = true;
    clearTimeout(timer);
    ended();
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
      const tell = (progress: RaffleProgress, before = "") => {
        const message = messageOf(progress);
        const now = Date.now();
        if (message !== told || now - toldAt >= HEARTBEAT) {
          controller.enqueue(utf8.encode(before + message));
          [told, toldAt] = [message, now];
        }
        if (progress.draw.drawnAt === null && now < endsAt) wait();
        else close();
      };
      const next = async () => {
        const hasTakenTheLast = (controller.desiredSize ?? 0) > 0;
        // More messages would pile up. Where everything is slow, as in overload, it is no fault of the watcher's.
        if (!hasTakenTheLast) return Date.now() - toldAt < HEARTBEAT ? wait() : close();
        // Where the object can't be reached, who connects again is told so.
        const looked = await look().catch(() => undefined);
        if (isOver) return;
        if (looked?.ok) tell(looked.value);
        else close();
      };
      tell(begin, `retry: ${Math.round(RETRY * (1 + Math.random()))}\n`);
    },
    cancel: end,
  });
}

const messageOf = ({ availableTickets, draw }: RaffleProgress): string =>
  `data: ${JSON.stringify({ available_tickets: availableTickets, drawn: draw.drawnAt !== null })}\n\n`;
