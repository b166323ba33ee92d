import { common, language, ticket } from "../texts/page";

/** Returns the first element that matches. Throws an Error if the page has none. */
export function getElement<E extends HTMLElement>(selector: string, within: ParentNode = document): E {
  const found = within.querySelector<E>(selector);
  if (!found) throw new Error(`The page has no ${selector}`);
  return found;
}

/**
 * Shows a text in a live region, so that screen readers announce it. The region must already be in the page,
 * empty but rendered (style/base.css).
 */
export function announce(region: HTMLElement, text: string, kind: "" | "good" | "bad" | "unseen" = ""): void {
  // Setting the same text again would announce it again.
  if (region.textContent !== text) region.textContent = text;
  for (const name of ["good", "bad", "unseen"]) region.classList.toggle(name, name === kind);
}

/** Focuses an element that can't be reached by Tab, in place of one that is gone. */
export function moveFocusTo(element: HTMLElement): void {
  element.tabIndex = -1;
  element.focus();
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Is how long a button says that it has copied. */
const COPIED_MS = 2000;

/**
 * Copies a text. The button says so for a moment. The region announces it to screen readers, which do not
 * notice the new label, and shows it if the browser does not allow copying.
 */
export async function copyText(text: string, button: HTMLButtonElement, region: HTMLElement): Promise<void> {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    announce(region, ticket.notCopied, "bad");
    return;
  }
  // After a second press, the button says it already.
  if (label === common.copied) return;
  // The buttons beside it stay where they are.
  button.style.minWidth = `${button.offsetWidth}px`;
  button.textContent = common.copied;
  announce(region, common.copied, "unseen");
  await wait(COPIED_MS);
  button.textContent = label;
  button.style.minWidth = "";
  if (region.textContent === common.copied) announce(region, "");
}

/** Resolves when the browser reports that it is online. */
export const waitUntilOnline = (): Promise<void> =>
  navigator.onLine
    ? Promise.resolve()
    : new Promise((resolve) => window.addEventListener("online", () => resolve(), { once: true }));

/**
 * Fetches a page of this service, and replaces the elements that match `selectors` by the fetched ones.
 *
 * @param signal aborts the request
 * @returns the rest of the fetched page
 * @throws Error if the page can't be fetched; its message is the HTTP status, if there is one
 */
export async function replaceFromPage(
  url: string,
  selectors: readonly string[],
  signal: AbortSignal | null = null,
): Promise<Document> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const selector of selectors) {
    const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)];
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
  return page;
}

/** The browser's variety of the page's language, such as "en-GB" for "en". */
export const locale = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;

const timeFormat = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

/** Formats a time in the browser's time zone. */
export const formatTime = (iso: string): string => timeFormat.format(new Date(iso));

/** Formats all times of the page in the browser's time zone. */
export function localizeTimes(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>("time[datetime]"))
    time.textContent = formatTime(time.dateTime);
}
