import { log } from "../../log";
import { settingsOf } from "../../settings/settings";
import type { LiveRaffle } from "./live-raffle";
import { dueOf } from "./state";
import type { TaskOutcome } from "./store/alarm-tasks";

/** The shortest and the longest time between two attempts. */
const MIN_RETRY_MS = 5000;
const MAX_RETRY_MS = 3_600_000;

/**
 * Attempts to draw a raffle by the alarm. After a failure it tries again once as much time has passed as
 * since the draw was due, so the time between attempts doubles.
 */
export async function drawAutomatically(live: LiveRaffle, env: Env): Promise<TaskOutcome> {
  const { relays, retentionDays } = settingsOf(env);
  const drawn = await live.draw(relays, retentionDays, false);
  log("info", "automatic_draw", { raffle_id: live.raffle.id, outcome: drawn.ok ? "drawn" : drawn.error });
  if (drawn.ok || drawn.error === "winners-already-drawn") return "done";
  const now = Date.now();
  const dueAt = dueOf(live.raffle) ?? live.raffle.draw.closedAt ?? now;
  return { nextAt: now + Math.min(Math.max(now - dueAt, MIN_RETRY_MS), MAX_RETRY_MS) };
}
