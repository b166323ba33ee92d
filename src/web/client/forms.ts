import { other, raffle as texts } from "../texts/en";
import { focusOn, say, takeOver, the } from "./dom";

/** Lets "check a ticket" tell without leaving the page. */
export function prepareCheck(): void {
  const form = document.querySelector<HTMLFormElement>("#check form");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    const button = the("button", form);
    button.textContent = texts.checking;
    try {
      await replaceVerdict(form, body);
    } catch {
      the(".verdict", form).textContent = other.advice;
    }
    button.textContent = texts.checkButton;
  });
}

async function replaceVerdict(form: HTMLFormElement, body: URLSearchParams): Promise<void> {
  const answer = await fetch(form.action, { method: "POST", body });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const verdict = page.querySelector(".verdict");
  // The place stays, so that what changes in it is read aloud. A page without one tells why in its heading.
  if (verdict) the(".verdict", form).replaceChildren(...verdict.childNodes);
  else the(".verdict", form).textContent = the("h1", page).textContent;
}

/** Lets the winners be searched and paged through without leaving the page. */
export function prepareWinners(): void {
  const section = document.querySelector<HTMLElement>("#winners");
  section?.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const url = new URL(form.action);
    url.search = new URLSearchParams(new FormData(form) as unknown as Record<string, string>).toString();
    go(url.href, "#find");
  });
  section?.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".pager a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.href, "#winners-heading");
  });
}

async function go(url: string, focus: string): Promise<void> {
  try {
    const page = await takeOver(url, ["#listed"]);
    // The place stays, so that what changes in it is read aloud.
    const found = the(".sought", page);
    say(the(".sought"), found.textContent, found.classList.contains("good") ? "good" : "");
  } catch {
    location.href = url;
    return;
  }
  history.replaceState(null, "", url);
  const target = the(focus);
  if (target.tagName === "INPUT") target.focus();
  else focusOn(target);
}
