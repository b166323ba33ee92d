import { MAX_DESCRIPTION_LENGTH, MAX_NAME_LENGTH, MAX_TICKETS, MAX_WINNERS } from "../../domain/facts";
import { MAX_PASSES } from "../../domain/pass";
import { countWinners } from "../../domain/prizes";
import type { Texts } from "../texts/languages";

/** Maps each invalid field of a new raffle to its text. The key "" stands for the raffle as a whole. */
export type Faults = Map<string, string>;

/** Returns the text for an invalid field of `POST /raffles/`. */
export function faultText(field: string, texts: Texts["faults"]): string {
  if (field === "name") return texts.name;
  if (field === "total_tickets") return texts.total;
  if (field === "passes") return texts.passes;
  if (field === "opens_at") return texts.opensAt;
  if (field === "closes_at") return texts.closesAt;
  if (field === "description") return texts.description;
  return field.endsWith(".name") ? texts.prizeName : texts.amount;
}

const isName = (text: string) =>
  text.length > 0 && [...text].length <= MAX_NAME_LENGTH && text.isWellFormed();
const isNumber = (value: unknown, max: number) =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= max;

const isTime = (text: string | null | undefined) => text == null || !Number.isNaN(Date.parse(text));
const isDescription = (text: string | null | undefined) =>
  text == null || ([...text].length <= MAX_DESCRIPTION_LENGTH && text.isWellFormed());

/**
 * Reports whether the number of passes is valid, if it is given. Only a raffle that admits by pass has one.
 */
const isNumberOfPasses = ({ admission, passes }: Admission) =>
  passes == null || (admission === "pass" && isNumber(passes, MAX_PASSES));

/** Reports whether a raffle closes only after it opens, as far as its times are given and valid. */
const isInOrder = ({ opens_at, closes_at }: Times) =>
  !(Date.parse(closes_at ?? "") <= Date.parse(opens_at ?? ""));

/** The times of a new raffle, with offsets. */
interface Times {
  opens_at?: string | null;
  closes_at?: string | null;
}

interface Admission {
  admission?: string;
  passes?: unknown;
}

interface NewRaffleBody extends Times, Admission {
  name: string;
  total_tickets: unknown;
  prizes: { name: string; amount: unknown }[];
  description?: string | null;
}

/**
 * Finds the fields that the API would reject, except for times in the past: the browser's clock may be wrong.
 * It does not use the API's schemas, because the schema library would enlarge the browser script.
 * test/web/shared/faults.test.ts compares the results.
 */
export function findFaults(body: NewRaffleBody, texts: Texts["faults"]): Faults {
  const invalid = [
    ...(isName(body.name) ? [] : ["name"]),
    ...(isNumber(body.total_tickets, MAX_TICKETS) ? [] : ["total_tickets"]),
    ...body.prizes.flatMap(({ name, amount }, i) => [
      ...(isName(name) ? [] : [`prizes.${i}.name`]),
      ...(isNumber(amount, Number.POSITIVE_INFINITY) ? [] : [`prizes.${i}.amount`]),
    ]),
    ...(isNumberOfPasses(body) ? [] : ["passes"]),
    ...(isTime(body.opens_at) ? [] : ["opens_at"]),
    ...(isTime(body.closes_at) && isInOrder(body) ? [] : ["closes_at"]),
    ...(isDescription(body.description) ? [] : ["description"]),
  ];
  if (invalid.length > 0) return new Map(invalid.map((field) => [field, faultText(field, texts)]));
  if (body.prizes.length === 0) return new Map([["", texts.noPrize]]);
  const [total, winners] = [
    Number(body.total_tickets),
    countWinners(body.prizes as { name: string; amount: number }[]),
  ];
  if (winners > total) return new Map([["", texts.tooMany(winners, total)]]);
  if (winners > MAX_WINNERS) return new Map([["", texts.tooManyWinners(MAX_WINNERS)]]);
  return new Map();
}
