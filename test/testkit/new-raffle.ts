import { managedService, remoteManager } from "./desk";
import { formOf, type Page, pageOf } from "./pages";
import { type Call, getRaffle, type Raffle } from "./service";

/** Returns the fields of the form of a new raffle, without a button. */
export const fieldsOf = (changes: Record<string, string> = {}): string[][] =>
  Object.entries({
    key: crypto.randomUUID(),
    name: "Summer fair",
    total_tickets: "10",
    prize_name: "Bicycle",
    prize_amount: "2",
    ...changes,
  });

/** Sends the form of a new raffle, or the form of its summary, by one of its buttons. */
export const press = (button: string, fields: string[][], options?: Call): Promise<Response> =>
  managedService("POST", "/manage", formOf([...fields, [button, "1"]], { ...remoteManager, ...options }));

/** Presses a button and reads the page. */
export const pageAfter = async (button: string, fields: string[][]): Promise<Page> =>
  pageOf(await press(button, fields));

/** Returns the raffle that an answer redirects to. */
export const raffleOf = (answer: Response): Promise<Raffle> =>
  getRaffle((answer.headers.get("Location") ?? "").replace("/manage/", ""));

/** Creates a raffle from the fields that were typed. */
export const createFrom = async (changes: Record<string, string>): Promise<Raffle> =>
  raffleOf(await press("create", fieldsOf(changes)));
