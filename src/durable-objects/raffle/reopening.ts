import { closedDraw, lacksRound } from "./drawing";
import { isForgotten, type LoadedRaffle } from "./loaded-raffle";
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
  // It may have drawn the raffle without tasks.
  if (raffle.forgetAt !== null && !tasks.isScheduled("forget-players")) {
    tasks.schedule("forget-players", raffle.forgetAt);
  }
}
