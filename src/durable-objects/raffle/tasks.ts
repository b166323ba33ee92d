import { drawAutomatically } from "./automatic-draw";
import { list, unlist } from "./listing";
import type { LiveRaffle } from "./live-raffle";
import { doneOr, type TaskOutcome } from "./store/alarm-tasks";

/**
 * Runs a task of the alarm. Closing and forgetting are done once the raffle is current.
 *
 * @param live the raffle, as it is by the clock; undefined if there is none
 * @param deletedId the id of the raffle that was deleted here
 */
export async function runTask(
  task: string,
  env: Env,
  live: LiveRaffle | undefined,
  deletedId: string | undefined,
): Promise<TaskOutcome> {
  switch (task) {
    case "list":
      return !live || (await list(env, live.raffle)) ? "done" : "failed";
    case "unlist":
      return deletedId === undefined || (await unlist(env, deletedId)) ? "done" : "failed";
    case "close":
      return doneOr(live && !live.isClosed ? live.raffle.facts.closesAt : null);
    case "digest":
      return !live || (await live.completeDigest()) ? "done" : doneOr(Date.now());
    case "draw":
      return live ? drawAutomatically(live, env) : "done";
    case "forget-players":
      return doneOr(live?.raffle.forgetAt ?? null);
    default:
      return "failed";
  }
}
