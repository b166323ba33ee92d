import { manage as texts } from "../texts/en";
import { announce, copyText, getElement } from "./dom";

/** Counts down to the beacon's round and then shows the draw button. */
function startCountdown(): void {
  const timer = document.querySelector<HTMLElement>(".due");
  const confirm = document.querySelector<HTMLElement>(".confirm");
  if (!timer || !confirm) return;
  // The service sends the remaining time, because the browser's clock may be wrong.
  const due = Date.now() + Number(timer.dataset.wait);
  const tick = () => {
    const seconds = Math.ceil((due - Date.now()) / 1000);
    const isEarly = seconds > 0;
    // Screen readers do not announce a button that appears.
    if (!isEarly && confirm.hidden) announce(getElement("#live"), texts.beaconOut);
    confirm.hidden = isEarly;
    timer.hidden = !isEarly;
    if (!isEarly) return;
    timer.textContent = texts.beaconWait(seconds);
    setTimeout(tick, 1000);
  };
  tick();
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

/** Prepares the buttons that copy and print the players' link. */
export function prepareLink(): void {
  const actions = getElement(".invitation .actions");
  actions.hidden = false;
  const link = getElement<HTMLAnchorElement>(".link");
  // Browsers that translate pages would translate parts of the address.
  link.translate = false;
  link.classList.add("notranslate");
  const copy = getElement<HTMLButtonElement>('[data-do="copy-link"]', actions);
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", () => copyText(link.href, getElement("#live")));
  getElement('[data-do="print"]', actions).addEventListener("click", () => window.print());
}
