import type { Ticket } from "../../contract/wire";
import { nameInText } from "../shared/names";
import { ticket as texts } from "../texts/page";
import { announce, copyText, getElement } from "./dom";
import type { TicketPicture } from "./ticket-picture";

/** The errors of a share sheet that was cancelled, or that a second press finds open. */
const NOT_A_FAILURE = ["AbortError", "InvalidStateError"];

/** Is how long a browser has for reading a picture that it saves. */
const SAVING_MS = 60_000;

async function share(data: ShareData, region: HTMLElement): Promise<void> {
  try {
    await navigator.share(data);
  } catch (error) {
    if (error instanceof DOMException && NOT_A_FAILURE.includes(error.name)) return;
    announce(region, texts.notShared, "bad");
  }
}

/** Saves a picture of a ticket. Loads the module that draws it, which few players need. */
async function savePicture(modulePath: string, picture: TicketPicture, region: HTMLElement): Promise<void> {
  try {
    const { drawTicket }: typeof import("./ticket-picture") = await import(modulePath);
    const download = document.createElement("a");
    download.href = URL.createObjectURL(await drawTicket(picture));
    download.download = `${texts.heading} ${picture.ticket.ticket_number}.png`;
    download.click();
    setTimeout(() => URL.revokeObjectURL(download.href), SAVING_MS);
  } catch {
    announce(region, texts.pictureFailed, "bad");
  }
}

/** Prints one ticket. The browser's own menu prints all tickets of the page. */
function print(card: HTMLElement): void {
  card.classList.add("to-print");
  window.addEventListener("afterprint", () => card.classList.remove("to-print"), { once: true });
  window.print();
}

/** Returns what the picture of a ticket shows. The browser knows the direction of the name by dir="auto". */
function pictureOf(heading: HTMLElement, ticket: Ticket, link: string): TicketPicture {
  const direction = getComputedStyle(heading).direction as CanvasDirection;
  return { name: heading.textContent, direction, ticket, link, labels: texts };
}

/**
 * Prepares the buttons that take a ticket to a safe place.
 *
 * @param link the link that shows the ticket
 */
export function prepareSaving(card: HTMLElement, ticket: Ticket, link: string, region: HTMLElement): void {
  const prepare = (name: string, isPossible: boolean, onPress: (button: HTMLButtonElement) => void) => {
    const button = getElement<HTMLButtonElement>(`[data-do="${name}"]`, card);
    button.hidden = !isPossible;
    button.addEventListener("click", () => onPress(button));
  };
  const { ticket_number: number, verification_code: code } = ticket;
  const heading = getElement("h2", card);
  const sharedText = texts.shareText(nameInText(heading.textContent), number);
  const copiedText = `${texts.number} ${number}\n${texts.code} ${code}\n${link.split("#")[0]}`;
  // Browsers offer sharing and the clipboard only to pages that were loaded by HTTPS.
  prepare("share", "share" in navigator, () => share({ text: sharedText, url: link }, region));
  prepare("copy-link", "clipboard" in navigator, (button) => copyText(link, button, region));
  prepare("copy", "clipboard" in navigator, (button) => copyText(copiedText, button, region));
  prepare("picture", true, ({ dataset }) =>
    savePicture(dataset.module ?? "", pictureOf(heading, ticket, link), region),
  );
  prepare("print", true, () => print(card));
  // The first possible one is the main button.
  card.querySelector(".saving button:not([hidden])")?.classList.remove("quiet");
}
