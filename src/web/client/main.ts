import { prepareClaim } from "./claim";
import { startDesk } from "./desk";
import { getElement, localizeTimes } from "./dom";
import { prepareDrawCheck } from "./draw-check";
import { prepareTicketCheck, prepareWinners } from "./forms";
import { followList } from "./list";
import { prepareDraw, prepareLink, preparePrint } from "./manage";
import { markMyTickets } from "./my-tickets";
import { prepareNewRaffle } from "./new-raffle";
import { renewOutcomes, showOutcomes } from "./outcome";
import { followPassLinks, preparePassForm } from "./pass";
import { prepareDrawInPlace, preparePresentation, prepareTools } from "./reveal";
import { followStage, prepareCountdown } from "./stage";
import { shownTickets } from "./ticket";
import { followTicketLinks } from "./ticket-link";

const raffleId = () => getElement(".progress").dataset.raffle ?? "";

function startPlayerPage(): void {
  const id = raffleId();
  const showDrawn = () => {
    if (getElement("#stage").dataset.stage === "drawn") showOutcomes(id);
  };
  const prepareStage = () => {
    localizeTimes();
    prepareCountdown();
    prepareClaim(id);
    preparePassForm(id);
    prepareTicketCheck();
    prepareWinners();
    prepareDrawCheck(id);
    showDrawn();
  };
  followPassLinks(id);
  prepareStage();
  const watch = followStage(id, prepareStage, {
    hasTicket: () => shownTickets().length > 0,
    onForfeit: () => renewOutcomes(id),
  });
  document.addEventListener("ticketshown", () => {
    showDrawn();
    watch.resume();
  });
  followTicketLinks(id);
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

function startHome(): void {
  markMyTickets();
  followList(markMyTickets);
  // The visitor may return from a raffle's page with a new ticket.
  window.addEventListener("pageshow", markMyTickets);
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
  followStage(id, prepareStage);
}

function startPoster(): void {
  localizeTimes();
  preparePrint();
}

const pages: Record<string, () => void> = {
  home: startHome,
  raffle: startPlayerPage,
  ticket: () => prepareClaim(raffleId()),
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

// A page from the back/forward cache is out of date. It is loaded by its address, because a reload could send
// its form again. A page with a ticket that this browser could not store stays, or the ticket would be lost.
window.addEventListener("pageshow", ({ persisted }) => {
  if (!persisted || !document.querySelector("#stage")) return;
  if (!document.querySelector('#mine .ticket[data-stored="false"]')) {
    location.replace(location.href.split("#")[0] ?? "");
  }
});
