import { manage as texts } from "../texts/page";
import { countDown } from "./countdown";
import { announce, copyText, getElement } from "./dom";

/** Counts down to the beacon's round and then shows the draw button. */
function startCountdown(): void {
  const timer = document.querySelector<HTMLElement>(".due");
  const confirm = document.querySelector<HTMLElement>("#confirm-draw");
  if (!timer || !confirm) return;
  countDown(timer, (seconds) => {
    const isEarly = seconds > 0;
    // Screen readers do not announce a button that appears.
    if (!isEarly && confirm.hidden) announce(getElement("#live"), texts.beaconOut);
    confirm.hidden = isEarly;
    timer.hidden = !isEarly;
    timer.textContent = texts.beaconWait(seconds);
  });
}

/** Writes the number of claimed tickets into the forms that close and draw. */
export function showClaimed(claimed: number, total: number): void {
  const words = {
    missing: texts.drawMissing(total - claimed),
    withdrawn: texts.closeConfirm(total - claimed),
    "taking-part": texts.closeResult(claimed),
  };
  for (const [id, text] of Object.entries(words)) {
    const place = document.getElementById(id);
    if (place) place.textContent = text;
  }
}

/** Prepares the draw button. Must run again after the stage is replaced. */
export function prepareDraw(): void {
  startCountdown();
  const form = document.querySelector<HTMLFormElement>("#draw");
  form?.addEventListener("submit", () => {
    const button = getElement<HTMLButtonElement>("button", form);
    button.disabled = true;
    button.textContent = texts.drawing;
  });
}

/** Prepares the button that copies the players' link. Browsers copy only on pages that came by HTTPS. */
export function prepareLink(): void {
  const copy = getElement<HTMLButtonElement>('[data-do="copy-link"]');
  const { href } = getElement<HTMLAnchorElement>(".link");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", () => copyText(href, copy, getElement("#live")));
}

/** Prepares the button that prints a sheet of passes or a poster. */
export function preparePrint(): void {
  const actions = document.querySelector<HTMLElement>(".actions");
  if (!actions) return;
  actions.hidden = false;
  getElement('[data-do="print"]', actions).addEventListener("click", () => window.print());
}
