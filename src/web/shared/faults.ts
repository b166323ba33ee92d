import { MAX_NAME_LENGTH, MAX_TICKETS, MAX_WINNERS } from "../../domain/facts";
import { countWinners } from "../../domain/prizes";
import { faults as texts } from "../texts/en";

/** Texts of the faults of a new raffle, by the field's name in the API; by "" for the raffle as a whole. */
export type Faults = Map<string, string>;

/** Returns the text for an invalid field of `POST /raffles/`. */
export function faultText(field: string): string {
  if (field === "name") return texts.name;
  if (field === "total_tickets") return texts.total;
  return field.endsWith(".name") ? texts.prizeName : texts.amount;
}

const isName = (text: string) =>
  text.length > 0 && [...text].length <= MAX_NAME_LENGTH && text.isWellFormed();
const isNumber = (value: unknown, max: number) =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= max;

/**
 * Finds what the API would reject. Doing so by hand keeps the schema library out of the browser script.
 * test/web/shared/faults.test.ts compares it with the schemas.
 */
export function findFaults(
  body: { name: string; total_tickets: unknown; prizes: { name: string; amount: unknown }[] },
  formatNumber: (n: number) => string,
): Faults {
  const invalid = [
    ...(isName(body.name) ? [] : ["name"]),
    ...(isNumber(body.total_tickets, MAX_TICKETS) ? [] : ["total_tickets"]),
    ...body.prizes.flatMap(({ name, amount }, i) => [
      ...(isName(name) ? [] : [`prizes.${i}.name`]),
      ...(isNumber(amount, Number.POSITIVE_INFINITY) ? [] : [`prizes.${i}.amount`]),
    ]),
  ];
  if (invalid.length > 0) return new Map(invalid.map((field) => [field, faultText(field)]));
  if (body.prizes.length === 0) return new Map([["", texts.noPrize]]);
  const [total, winners] = [
    Number(body.total_tickets),
    countWinners(body.prizes as { name: string; amount: number }[]),
  ];
  if (winners > total) return new Map([["", texts.tooMany(winners, total, formatNumber)]]);
  if (winners > MAX_WINNERS) return new Map([["", texts.tooManyWinners(MAX_WINNERS, formatNumber)]]);
  return new Map();
}
