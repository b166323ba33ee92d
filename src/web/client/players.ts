import { prepareClaim } from "./claim";
import { getElement, localizeTimes } from "./dom";
import { prepareDrawCheck } from "./draw-check";
import { prepareTicketCheck, prepareWinners } from "./forms";
import { takeFragment } from "./fragment";
import { followList } from "./list";
import { showMyTickets } from "./my-tickets";
import { renewOutcomes, showOutcomes } from "./outcome";
import { reloadFromHistory } from "./page-cache";
import { followPassLinks, preparePassForm } from "./pass";
import { followStage, prepareCountdown } from "./stage";
import { shownTickets } from "./ticket";
import { forgetRaffles } from "./ticket-fate";
import { followTicketLinks } from "./ticket-link";

// The script of the players' pages. Those of organisers have another one, so that players load less.

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
    followsForfeits: () => shownTickets().length > 0,
    onForfeit: () => renewOutcomes(id),
  });
  document.addEventListener("ticketshown", () => {
    showDrawn();
    watch.resume();
  });
  followTicketLinks(id);
}

function startHome(): void {
  showMyTickets();
  followList(showMyTickets);
  window.addEventListener("online", showMyTickets);
  // The visitor returns from a raffle's page, maybe with a new ticket.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    forgetRaffles();
    showMyTickets();
  });
}

const pages: Record<string, () => void> = {
  home: startHome,
  raffle: startPlayerPage,
  ticket: () => prepareClaim(raffleId()),
  // The link that tries again has no fragment, but the raffle's page recalls it.
  problem: () => ["ticket", "pass"].forEach(takeFragment),
};

pages[document.body.dataset.page ?? ""]?.();
reloadFromHistory();
