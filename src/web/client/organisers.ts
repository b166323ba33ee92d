import { startDesk } from "./desk";
import { getElement, localizeTimes } from "./dom";
import { followList } from "./list";
import { prepareDraw, prepareLink, preparePrint, showClaimed } from "./manage";
import { prepareNewRaffle } from "./new-raffle";
import { reloadFromHistory } from "./page-cache";
import { forgetHolders, prepareDrawInPlace, preparePresentation, prepareTools } from "./reveal";
import { followStage, prepareCountdown } from "./stage";

// The script of the organisers' pages.

const raffleId = () => getElement(".progress").dataset.raffle ?? "";

function startManagerPage(): void {
  localizeTimes();
  prepareDraw();
  prepareLink();
  const prepareStage = () => {
    localizeTimes();
    prepareDraw();
  };
  followStage(raffleId(), prepareStage, { onClaim: showClaimed });
}

function startReveal(): void {
  const id = raffleId();
  const prepareStage = () => {
    localizeTimes();
    prepareCountdown();
    prepareDraw();
    prepareDrawInPlace(prepareStage);
    preparePresentation(id);
  };
  prepareTools();
  prepareStage();
  followStage(id, prepareStage, {
    onClaim: showClaimed,
    onForfeit: forgetHolders,
    followsForfeits: () => true,
  });
}

function startPoster(): void {
  localizeTimes();
  preparePrint();
}

const pages: Record<string, () => void> = {
  manage: followList,
  "new-raffle": prepareNewRaffle,
  review: localizeTimes,
  "manage-raffle": startManagerPage,
  passes: preparePrint,
  desk: startDesk,
  poster: startPoster,
  reveal: startReveal,
};

pages[document.body.dataset.page ?? ""]?.();
reloadFromHistory();
