import { listAwards, playForPrizes } from "./awards";
import { formOf, hidden, type Page, pageOf } from "./pages";
import type { Ticket } from "./service";
import { serviceWith } from "./variant";

/** A manager's address that is not loopback. For loopback the origin check depends on the host name. */
const REMOTE = "198.51.100.7";
export const managedService = serviceWith({ MANAGER_IP_ADDRESSES: [REMOTE] });
export const remoteManager = { from: REMOTE };
export const WRONG_CODE = "0000-0000-0000-0000-0000-0000";

export const openManaged = async (path: string) => pageOf(await managedService("GET", path, remoteManager));
export const openDesk = (id: string) => openManaged(`/manage/${id}/desk`);
/** Sends a form of the prize desk. */
export const sendToDesk = async (
  id: string,
  form: string,
  fields: Record<string, string | number>,
): Promise<Page> => {
  const entries = Object.entries(fields).map(([name, value]) => [name, String(value)]);
  return pageOf(await managedService("POST", `/manage/${id}/desk${form}`, formOf(entries, remoteManager)));
};
/** Sends number and code of a ticket. */
export const lookUp = (id: string, { ticket_number, verification_code }: Ticket) =>
  sendToDesk(id, "", { number: ticket_number, code: verification_code });

/** Presses "Hand over" on a page that shows a prize. */
export const handOver = (id: string, page: Page) =>
  sendToDesk(id, "/collect", {
    ticket_number: hidden(page, "ticket_number"),
    verification_code: hidden(page, "verification_code"),
    key: hidden(page, "key"),
  });

/** Presses "Undo" on a page that shows a hand-over. */
export const undoHandOver = (id: string, page: Page) =>
  sendToDesk(id, "/undo", {
    ticket_number: hidden(page, "ticket_number"),
    verification_code: hidden(page, "verification_code"),
  });

/** Returns the colour and the text of the result. */
export function deskResultOf({ html }: Page): { tone: string | undefined; text: string } {
  const [, tone, body = ""] = /<section class="panel (\w+)"[^>]*>(.*?)<\/section>/s.exec(html) ?? [];
  return {
    tone,
    text: body
      .replace(/<[^>]*>/g, " ")
      .replaceAll("&#39;", "'")
      .replace(/\s+/g, " ")
      .trim(),
  };
}

/** Returns what became of a ticket's prize. */
export const awardStatusOf = async (id: string, { ticket_number }: Ticket) =>
  (await listAwards(id)).find((award) => award.ticket_number === ticket_number)?.status;

/** Plays a raffle with three winners (a bicycle, two books) and three reserves. */
export async function playForDesk() {
  const { id, winners, reserves } = await playForPrizes();
  const [first, second] = winners as [Ticket, Ticket];
  const [reserve, nextReserve] = reserves as [Ticket, Ticket];
  return { id, first, second, reserve, nextReserve };
}
