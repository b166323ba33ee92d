import type { Raffle } from "../../contract/wire";
import { countDrawn } from "../../domain/prizes";
import { nameInText, shownName } from "../shared/names";
import { reveal as texts } from "../texts/page";
import { announce, getElement } from "./dom";
import { fitNumbers, fitText } from "./fit";
import { Holders } from "./holders";
import { readAwards } from "./read-awards";
import { listSteps, type Step } from "./reveal-steps";

/** How long the automatic mode shows a screen. */
const SCREEN_MS = 7000;

type ScreenName = "start" | "prize" | "end";

/**
 * Shows the screens of a drawn raffle. Position 0 is the start, and the one after the last prize is the end.
 */
export class Presentation {
  readonly #steps: Step[];
  readonly #prizeCount: number;
  readonly #holders: Holders;
  readonly #screens = getElement("#screens");
  #position = 0;
  #isLoaded = true;
  #isFirstFirst = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAutomatic = false;
  #numbers: number[] = [];

  /** @param onAutomatic runs when the automatic mode starts or stops */
  constructor(
    raffle: Raffle,
    readonly onAutomatic: (isAutomatic: boolean) => void,
  ) {
    const drawn = countDrawn(raffle.prizes, raffle.claimed_tickets);
    this.#steps = listSteps(raffle.prizes, drawn);
    this.#prizeCount = this.#steps.at(-1)?.place ?? 0;
    this.#holders = new Holders(raffle.raffle_id, drawn, readAwards);
    this.#screens.hidden = false;
    new ResizeObserver(() => this.#fit()).observe(this.#screens);
    this.#showScreen("start");
    this.#preload();
  }

  /** Moves by one screen. A screen that could not be loaded is loaded again instead. */
  move(direction: 1 | -1): void {
    const target = this.#position + direction;
    if (!this.#isLoaded && direction === 1) this.#show(this.#position);
    else if (target >= 0 && target <= this.#steps.length + 1) this.#show(target);
  }

  jumpTo(place: "start" | "end"): void {
    this.#show(place === "start" ? 0 : this.#steps.length + 1);
  }

  /** Turns the order of the prizes round and starts again. */
  toggleOrder(): boolean {
    this.#isFirstFirst = !this.#isFirstFirst;
    this.#show(0);
    return this.#isFirstFirst;
  }

  /** Starts the automatic mode with the next screen, after the end from the start, or stops it. */
  toggleAutomatic(): void {
    this.#isAutomatic = !this.#isAutomatic;
    this.onAutomatic(this.#isAutomatic);
    clearTimeout(this.#timer);
    if (this.#isAutomatic) this.#show(this.#position > this.#steps.length ? 1 : this.#position + 1);
  }

  /** Shows the new holders from the next screen on, because a prize was forfeited. */
  forgetHolders(): void {
    this.#holders.forget();
    this.#preload();
  }

  get #current(): Step | undefined {
    const index = this.#isFirstFirst ? this.#position - 1 : this.#steps.length - this.#position;
    return this.#steps[index];
  }

  async #show(position: number): Promise<void> {
    this.#position = position;
    clearTimeout(this.#timer);
    announce(getElement("#live"), "");
    const step = this.#current;
    this.#isLoaded = step === undefined;
    if (step) await this.#showStep(step);
    else this.#showScreen(position === 0 ? "start" : "end");
    if (this.#position !== position || !this.#isAutomatic) return;
    clearTimeout(this.#timer);
    if (position > this.#steps.length) this.toggleAutomatic();
    else this.#timer = setTimeout(() => this.move(1), SCREEN_MS);
  }

  /** Shows a prize at once, and its winners when they are loaded. */
  async #showStep(step: Step): Promise<void> {
    const { name, place, from, to, start, amount } = step;
    const isWhole = to - from + 1 === amount;
    const part = isWhole ? "" : ` · ${texts.part(from - start + 1, to - start + 1, amount)}`;
    getElement(".screen-place").textContent = texts.prize(place, this.#prizeCount) + part;
    getElement(".screen-prize").textContent = shownName(name);
    this.#numbers = [];
    getElement(".screen-numbers").replaceChildren();
    this.#showScreen("prize");
    try {
      const numbers = await this.#holders.find(from, to);
      if (this.#current === step) this.#showNumbers(step, numbers);
      this.#preload();
    } catch {
      if (this.#current === step) announce(getElement("#live"), texts.notLoaded, "bad");
    }
  }

  #showNumbers({ name }: Step, numbers: number[]): void {
    this.#isLoaded = true;
    this.#numbers = numbers;
    const items = numbers.map((number, i) => {
      const item = document.createElement("li");
      item.textContent = String(number);
      item.style.setProperty("--turn", String(i));
      return item;
    });
    if (items.length === 0) {
      const item = document.createElement("li");
      item.className = "nobody";
      item.textContent = texts.nobody;
      items.push(item);
    }
    getElement(".screen-numbers").replaceChildren(...items);
    this.#fit();
    const spoken = nameInText(name);
    const words = numbers.length > 0 ? texts.numbers(spoken, numbers) : texts.nobodyHas(spoken);
    announce(getElement("#revealed"), words, "unseen");
  }

  #showScreen(name: ScreenName): void {
    document.body.dataset.shown = name;
    for (const screen of this.#screens.querySelectorAll<HTMLElement>(".screen")) {
      screen.hidden = screen.dataset.screen !== name;
    }
    if (name !== "prize") announce(getElement("#revealed"), name === "end" ? texts.end : "", "unseen");
    this.#fit();
  }

  /** Loads the winners of the next screen. A failure is shown when it is reached. */
  #preload(): void {
    const next = this.#isFirstFirst ? this.#position : this.#steps.length - this.#position - 1;
    const step = this.#steps[next];
    if (step) this.#holders.find(step.from, step.to).catch(() => {});
  }

  #fit(): void {
    const { clientHeight: height } = this.#screens;
    const shown = this.#screens.querySelector<HTMLElement>(".screen:not([hidden])");
    const text = shown?.querySelector<HTMLElement>(".screen-name, .screen-prize");
    if (text) fitText(text, 12, height / 5);
    if (this.#numbers.length > 0 && shown?.dataset.screen === "prize") {
      fitNumbers(getElement(".screen-numbers"), this.#numbers);
    }
  }
}
