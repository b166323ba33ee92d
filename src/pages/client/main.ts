import { prepareClaim } from "./claim";
import { localTimes, the } from "./dom";
import { prepareProof } from "./draw-check";
import { prepareCheck, prepareWinners } from "./forms";
import { keptOf } from "./kept";
import { prepareDraw, prepareLink } from "./manage";
import { prepareNewRaffle } from "./new-raffle";
import { followStage } from "./stage";
import { tellOutcome } from "./ticket";

const raffleId = () => the(".progress").dataset.raffle ?? "";

function playersPage(): void {
  const id = raffleId();
  const outcome = () => {
    const { ticket } = keptOf(id) ?? {};
    if (ticket && the("#stage").dataset.stage === "drawn") tellOutcome(id, ticket);
  };
  const arrange = () => {
    localTimes();
    prepareClaim(id);
    prepareCheck();
    prepareWinners();
    prepareProof(id);
    outcome();
  };
  document.addEventListener("kept", outcome);
  arrange();
  followStage(id, arrange);
}

function managersPage(): void {
  localTimes();
  prepareDraw();
  prepareLink();
  followStage(raffleId(), () => {
    localTimes();
    prepareDraw();
  });
}

const pages: Record<string, () => void> = {
  raffle: playersPage,
  manage: prepareNewRaffle,
  "manage-raffle": managersPage,
};

pages[document.body.dataset.page ?? ""]?.();
