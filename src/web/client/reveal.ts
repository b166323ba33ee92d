import { manage, other } from "../texts/page";
import { announce, getElement } from "./dom";
import { Presentation } from "./presentation";
import { onStepKeys } from "./reveal-keys";

const button = (name: string) => getElement<HTMLButtonElement>(`[data-do="${name}"]`);

const setPressed = (name: string, isPressed: boolean) =>
  button(name).setAttribute("aria-pressed", String(isPressed));

/**
 * Prepares the buttons for the light background and for full screen, which hides all buttons. The browser's
 * Escape key leaves it.
 */
export function prepareTools(): void {
  const fullScreen = button("full-screen");
  fullScreen.hidden = !document.fullscreenEnabled;
  fullScreen.addEventListener("click", () => document.documentElement.requestFullscreen());
  const light = button("light");
  light.hidden = false;
  light.addEventListener("click", () => {
    const isLight = document.body.dataset.light === undefined;
    if (isLight) document.body.dataset.light = "";
    else delete document.body.dataset.light;
    setPressed("light", isLight);
  });
}

/**
 * Sends the form of the draw without leaving the page, which may be in full screen. client/stage.ts replaces
 * the stage when the raffle is drawn.
 *
 * @param prepareStage runs after the stage is replaced by one with a problem
 */
export function prepareDrawInPlace(prepareStage: () => void): void {
  const form = document.querySelector<HTMLFormElement>("#draw");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const response = await fetch(form.action, { method: "POST", body: new URLSearchParams() });
      if (response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      getElement("#stage").replaceWith(document.adoptNode(getElement("#stage", page)));
      prepareStage();
    } catch {
      announce(getElement("#live"), other.advice, "bad");
      const submit = getElement<HTMLButtonElement>("button", form);
      submit.textContent = manage.drawNow;
      submit.disabled = false;
    }
  });
}

/** The presentation, once the winners are drawn. */
let shown: Presentation | undefined;

/** Makes the presentation read the holders again, because a prize was forfeited. */
export const forgetHolders = (): void => shown?.forgetHolders();

/** Starts the presentation if the winners are drawn. */
export async function preparePresentation(raffleId: string): Promise<void> {
  const controls = document.querySelector<HTMLElement>(".reveal-controls");
  if (!controls) return;
  const response = await fetch(`/raffles/${raffleId}/`).catch(() => undefined);
  if (!response?.ok) {
    announce(getElement("#live"), other.advice, "bad");
    return;
  }
  const show = new Presentation(await response.json(), (isOn) => setPressed("automatic", isOn));
  shown = show;
  controls.hidden = false;
  button("next").addEventListener("click", () => show.move(1));
  button("previous").addEventListener("click", () => show.move(-1));
  button("automatic").addEventListener("click", () => show.toggleAutomatic());
  button("order").addEventListener("click", () => setPressed("order", show.toggleOrder()));
  getElement("#screens").addEventListener("click", ({ target }) => {
    if (!(target as Element).closest("a")) show.move(1);
  });
  onStepKeys(show);
}
