import { prepareClaim } from "./claim";
import { getElement, localizeTimes } from "./dom";
import { prepareDrawCheck } from "./draw-check";
import { prepareTicketCheck, prepareWinners } from "./forms";
import { followList } from "./list";
import { prepareDraw, prepareLink } from "./manage";
import { prepareNewRaffle } from "./new-raffle";
import { followStage } from "./stage";
import { loadClaims } from "./storage";
import { showOutcome } from "./ticket";

const raffleId = () => getElement(".progress").dataset.raffle ?? "";

function startPlayerPage(): void {
  const id = raffleId();
  const showOutcomes = () => {
    if (getElement("#stage").dataset.stage !== "drawn") return;
    for (const ticket of loadClaims(id).tickets) showOutcome(id, ticket);
  };
  const prepareStage = () => {
    localizeTimes();
    prepareClaim(id);
    prepareTicketCheck();
    prepareWinners();
    prepareDrawCheck(id);
    showOutcomes();
  };
  document.addEventListener("ticketshown", showOutcomes);
  prepareStage();
  followStage(id, prepareStage);
}

function startManagerPage(): void {
  localizeTimes();
  prepareDraw();
  prepareLink();
  followStage(raffleId(), () => {
    localizeTimes();
    prepareDraw();
  });
}

function startManagerList(): void {
  prepareNewRaffle();
  followList();
}

const pages: Record<string, () => void> = {
  home: followList,
  raffle: startPlayerPage,
  manage: startManagerList,
  "manage-raffle": startManagerPage,
};

pages[document.body.dataset.page ?? ""]?.();

// A page from the back/forward cache is out of date. A reload could send its form again, so the page is loaded by
// its address. A ticket that this browser could not store would be lost, so a page that has one stays.
window.addEventListener("pageshow", ({ persisted }) => {
  if (!persisted || !document.querySelector("#stage")) return;
  if (!document.querySelector('#mine .ticket[data-stored="false"]')) {
    location.replace(location.href.split("#")[0] ?? "");
  }
});
