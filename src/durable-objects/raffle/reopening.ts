import { isClosed } from "../../domain/closing";
import { closedDraw, lacksRound } from "./drawing";
import { isForgotten, type LoadedRaffle } from "./loaded-raffle";
import { dueOf, stageOf } from "./state";
import type { RaffleStore } from "./store";
import type { AlarmTasks } from "./store/alarm-tasks";

/** Repairs what older code may have done to a raffle after a rollback, when its object starts. */
export async function reopen(raffle: LoadedRaffle, store: RaffleStore, tasks: AlarmTasks): Promise<void> {
  if (lacksRound(raffle)) {
    raffle.draw = closedDraw(raffle, Date.now(), "sold_out");
    store.raffle.setClosed(raffle.draw, raffle.claims);
  }
  // It may have forgotten the players without their blocks and tags.
  if (isForgotten(raffle) && store.players.hasPlayers()) {
    store.transaction(() => store.forgetPlayers(raffle));
  }
  await tasks.adoptAlarm("list");
  // The raffle may have sold out there, and older code doesn't draw by itself.
  const isWaiting = raffle.draw.drawnAt === null && isClosed(stageOf(raffle));
  if (isWaiting && raffle.facts.drawAutomatically && !tasks.isScheduled("draw")) {
    tasks.schedule("draw", dueOf(raffle) ?? Date.now());
  }
  // It may have drawn the raffle without tasks.
  if (raffle.forgetAt !== null && !tasks.isScheduled("forget-players")) {
    tasks.schedule("forget-players", raffle.forgetAt);
  }
}
