import { prepareClaim } from "./claim";
import { localTimes, the } from "./dom";
import { prepareProof } from "./draw-check";
import { prepareCheck, prepareWinners } from "./forms";
import { followList } from "./list";
import { prepareDraw, prepareLink } from "./manage";
import { prepareNewRaffle } from "./new-raffle";
import { followStage } from "./stage";
import { keptOf } from "./storage";
import { tellOutcome } from "./ticket";

const raffleId = () => the(".progress").dataset.raffle ?? "";

function playersPage(): void {
  const id = raffleId();
  const outcome = () => {
    if (the("#stage").dataset.stage !== "drawn") return;
    for (const ticket of keptOf(id).tickets) tellOutcome(id, ticket);
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

function managersList(): void {
  prepareNewRaffle();
  followList();
}

const pages: Record<string, () => void> = {
  home: followList,
  raffle: playersPage,
  manage: managersList,
  "manage-raffle": managersPage,
};

pages[document.body.dataset.page ?? ""]?.();

// A raffle's page that the browser has put aside whole, and takes out again, stands where it stood. It is looked at anew,
// not by a reload, which would send again the form that it answers; unless it alone has a ticket, which would be lost.
window.addEventListener("pageshow", ({ persisted }) => {
  if (!persisted || !document.querySelector("#stage")) return;
  if (!document.querySelector('#mine .ticket[data-kept="false"]')) {
    location.replace(location.href.split("#")[0] ?? "");
  }
});
