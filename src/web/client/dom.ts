import { language, ticket } from "../texts/en";

const numbers = new Intl.NumberFormat([...navigator.languages, language]);

/** Writes a number as the reader does. */
export const write = (n: number): string => numbers.format(n);

/** The element that is there by our own making. */
export function the<E extends HTMLElement>(selector: string, within: ParentNode = document): E {
  const found = within.querySelector<E>(selector);
  if (!found) throw new Error(`The page has no ${selector}`);
  return found;
}

/**
 * Says something in a place that is read aloud when it changes. For that the place must have been in the page before,
 * empty and yet not hidden (style/base.css).
 */
export function say(place: HTMLElement, words: string, kind: "" | "good" | "bad" = ""): void {
  // What stands there already would be read aloud again.
  if (place.textContent !== words) place.textContent = words;
  place.classList.toggle("good", kind === "good");
  place.classList.toggle("bad", kind === "bad");
}

/** Takes the reader there, who uses a keyboard or a screen reader, when what they used has gone. */
export function focusOn(place: HTMLElement): void {
  place.tabIndex = -1;
  place.focus();
}

/** Copies a text, and says in a place whether the browser let it. */
export async function copyText(text: string, place: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(place, ticket.copied);
  } catch {
    say(place, ticket.notCopied, "bad");
  }
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when the browser believes to be online. */
export const online = (): Promise<void> =>
  navigator.onLine
    ? Promise.resolve()
    : new Promise((resolve) => window.addEventListener("online", () => resolve(), { once: true }));

/**
 * Fetches a page of ours and puts its parts in the place of this page's.
 *
 * @param signal gives it up
 * @returns what is left of the fetched page
 * @throws Error where it does not come: the status, if there is one
 */
export async function takeOver(
  url: string,
  selectors: readonly string[],
  signal: AbortSignal | null = null,
): Promise<Document> {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const selector of selectors) {
    const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)];
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
  return page;
}

/** Writes the page's times by the reader's own clock and calendar. */
export function localTimes(): void {
  const format = new Intl.DateTimeFormat([...navigator.languages, language], {
    dateStyle: "medium",
    timeStyle: "short",
  });
  for (const time of document.querySelectorAll("time"))
    time.textContent = format.format(new Date(time.dateTime));
}
