import { other, raffle as texts } from "../texts/page";
import { announce, getElement, moveFocusTo, replaceFromPage } from "./dom";

/** Shows the result of "Check a ticket" without leaving the page. */
export function prepareTicketCheck(): void {
  const form = document.querySelector<HTMLFormElement>("#check form");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    const button = getElement("button", form);
    button.textContent = texts.checking;
    try {
      await replaceVerdict(form, body);
    } catch {
      getElement(".verdict", form).textContent = other.advice;
    }
    button.textContent = texts.checkButton;
  });
}

async function replaceVerdict(form: HTMLFormElement, body: URLSearchParams): Promise<void> {
  const response = await fetch(form.action, { method: "POST", body });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const verdict = page.querySelector(".verdict");
  // The live region itself stays, so that its new content is announced. An error page has its text in h1.
  if (verdict) getElement(".verdict", form).replaceChildren(...verdict.childNodes);
  else getElement(".verdict", form).textContent = getElement("h1", page).textContent;
}

/** Searches and pages through the winners without leaving the page. */
export function prepareWinners(): void {
  const section = document.querySelector<HTMLElement>("#winners");
  section?.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const url = new URL(form.action);
    url.search = new URLSearchParams(new FormData(form) as unknown as Record<string, string>).toString();
    showWinners(url.href, "#find");
  });
  section?.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".pager a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showWinners(link.href, "#winners-heading");
  });
}

/** Shows the winners of another page, or navigates to it if it can't be fetched. */
async function showWinners(url: string, focusSelector: string): Promise<void> {
  try {
    const page = await replaceFromPage(url, ["#listed"]);
    // The live region itself stays, so that its new content is announced.
    const result = getElement(".sought", page);
    announce(getElement(".sought"), result.textContent, result.classList.contains("good") ? "good" : "");
  } catch {
    location.href = url;
    return;
  }
  history.replaceState(null, "", url);
  const target = getElement(focusSelector);
  if (target.tagName === "INPUT") target.focus();
  else moveFocusTo(target);
}
