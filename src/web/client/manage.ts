import { manage as texts } from "../texts/en";
import { copyText, say, the } from "./dom";

/** Counts down to the beacon's round, and offers the draw once it is out. */
function countDown(): void {
  const place = document.querySelector<HTMLElement>(".due");
  const confirm = document.querySelector<HTMLElement>(".confirm");
  if (!place || !confirm) return;
  // Reckoned from what the service says is left: the reader's clock may be wrong.
  const due = Date.now() + Number(place.dataset.wait);
  const tick = () => {
    const seconds = Math.ceil((due - Date.now()) / 1000);
    const early = seconds > 0;
    // Who doesn't see the button come is told.
    if (!early && confirm.hidden) say(the("#live"), texts.beaconOut);
    confirm.hidden = early;
    place.hidden = !early;
    if (!early) return;
    place.textContent = texts.beaconWait(seconds);
    setTimeout(tick, 1000);
  };
  tick();
}

/** Makes the draw's part of a manager's page work, also after it was fetched anew. */
export function prepareDraw(): void {
  countDown();
  const form = document.querySelector<HTMLFormElement>("#draw");
  form?.addEventListener("submit", () => {
    const button = the<HTMLButtonElement>("button", form);
    button.disabled = true;
    button.textContent = texts.drawing;
  });
}

/** Makes the players' link work. */
export function prepareLink(): void {
  const actions = the(".invitation .actions");
  actions.hidden = false;
  const link = the<HTMLAnchorElement>(".link");
  // Browsers that translate would take its words for words.
  link.translate = false;
  link.classList.add("notranslate");
  const copy = the<HTMLButtonElement>('[data-do="copy-link"]', actions);
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", () => copyText(link.href, the("#live")));
  the('[data-do="print"]', actions).addEventListener("click", () => window.print());
}
