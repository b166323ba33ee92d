import { IDEMPOTENCY_KEY } from "../../contract/shapes";
import { timetableIssue } from "../../domain/closing";
import { type Faults, faultText, findFaults } from "../shared/faults";
import { parseTypedNumber } from "../shared/typed-number";
import type { Texts } from "../texts/languages";
import { type Form, readText, readTexts } from "./form";

/** The form of a new raffle, as typed. */
export interface Draft {
  /** The Idempotency-Key. It makes two presses create one raffle. */
  key: string;
  name: string;
  total: string;
  prizes: { name: string; amount: string }[];
  admission: "address" | "pass";
  /** The number of passes. It counts only if the admission is by pass. */
  passes: string;
  opensAt: TypedTime;
  closesAt: TypedTime;
  drawAutomatically: boolean;
  description: string;
}

/** A date and time, as typed. */
interface TypedTime {
  /** Has no time zone if the browser offers a picker for it. */
  text: string;
  /** Is the same time with an offset. Is empty if no script has read the browser's time zone. */
  instant: string;
}

/** Returns an empty form with a new key. */
export const emptyDraft = (): Draft => ({
  key: crypto.randomUUID(),
  name: "",
  total: "",
  prizes: [{ name: "", amount: "1" }],
  admission: "address",
  passes: "",
  opensAt: { text: "", instant: "" },
  closesAt: { text: "", instant: "" },
  drawAutomatically: true,
  description: "",
});

const readTime = (form: Form, name: string): TypedTime => ({
  text: readText(form, name),
  instant: readText(form, `${name}_instant`),
});

/** Reads the form. Adds or removes a prize if one of those buttons was pressed. */
export function draftFrom(form: Form): Draft {
  const key = readText(form, "key");
  const names = readTexts(form, "prize_name");
  const amounts = readTexts(form, "prize_amount");
  const prizes = names.map((name, i) => ({ name, amount: amounts[i] ?? "" }));
  const removed = readText(form, "remove");
  if (removed !== "") prizes.splice(Number(removed), 1);
  if ("add" in form || prizes.length === 0) prizes.push({ name: "", amount: "1" });
  return {
    // Only a valid key can create a raffle.
    key: IDEMPOTENCY_KEY.test(key) ? key : crypto.randomUUID(),
    name: readText(form, "name"),
    total: readText(form, "total_tickets"),
    prizes,
    admission: readText(form, "admission") === "pass" ? "pass" : "address",
    passes: readText(form, "passes"),
    opensAt: readTime(form, "opens_at"),
    closesAt: readTime(form, "closes_at"),
    drawAutomatically: "draw_automatically" in form,
    // Browsers send each end of a line as two characters, but count it as one.
    description: readText(form, "description").replaceAll("\r\n", "\n"),
  };
}

/** Returns the fields of the form with what was typed, for `draftFrom`. */
export const fieldsOf = (draft: Draft): [string, string][] => [
  ["key", draft.key],
  ["name", draft.name],
  ["total_tickets", draft.total],
  ...draft.prizes.flatMap(({ name, amount }): [string, string][] => [
    ["prize_name", name],
    ["prize_amount", amount],
  ]),
  ["admission", draft.admission],
  ["passes", draft.passes],
  ["opens_at", draft.opensAt.text],
  ["opens_at_instant", draft.opensAt.instant],
  ["closes_at", draft.closesAt.text],
  ["closes_at_instant", draft.closesAt.instant],
  ...(draft.drawAutomatically ? [["draw_automatically", "1"] as [string, string]] : []),
  ["description", draft.description],
];

/** Matches a time as browsers send it, without seconds if they are 0. */
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/;

/** Returns the time with an offset, or null if none was typed. Without a script it is in UTC. */
function instantOf({ text, instant }: TypedTime): string | null {
  if (text === "") return null;
  if (instant !== "") return instant;
  const [isLocal, seconds = ":00"] = LOCAL_TIME.exec(text) ?? [];
  return isLocal ? `${text.slice(0, "2026-12-24T18:00".length)}${seconds}Z` : text;
}

/** Returns the number of passes, or null if the raffle has none or as many as tickets. */
const passesOf = ({ admission, passes }: Draft): number | null =>
  admission === "pass" && passes !== "" ? (parseTypedNumber(passes) as number) : null;

/** Returns the body of `POST /raffles/`. Invalid values stay texts, so that the API rejects them. */
export const bodyOf = (draft: Draft) => ({
  name: draft.name,
  total_tickets: parseTypedNumber(draft.total) as number,
  prizes: draft.prizes.map(({ name, amount }) => ({ name, amount: parseTypedNumber(amount) as number })),
  admission: draft.admission,
  passes: passesOf(draft),
  opens_at: instantOf(draft.opensAt),
  closes_at: instantOf(draft.closesAt),
  draw_automatically: draft.drawAutomatically,
  description: draft.description || null,
});

/** Finds the fields that the API would reject now. */
export function findDraftFaults(draft: Draft, texts: Texts["faults"]): Faults {
  const body = bodyOf(draft);
  const faults = findFaults(body, texts);
  if (faults.size > 0) return faults;
  const parse = (time: string | null) => (time === null ? null : Date.parse(time));
  const times = { opensAt: parse(body.opens_at), closesAt: parse(body.closes_at) };
  const issue = timetableIssue(times, Date.now());
  return new Map(issue?.path.map((field) => [field, faultText(field, texts)]));
}
