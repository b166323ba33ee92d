import { MAX_NAME_LENGTH, MAX_TICKETS, MAX_WINNERS } from "../../domain/facts";
import { countWinners } from "../../domain/prizes";
import { faults as texts } from "../texts/en";

/** What is wrong with a new raffle: words by the API's name of the field, "" for the raffle as a whole. */
export type Faults = Map<string, string>;

/** The words for a field of `POST /raffles/` that is not as it must be. */
export function wordsFor(field: string): string {
  if (field === "name") return texts.name;
  if (field === "total_tickets") return texts.total;
  return field.endsWith(".name") ? texts.prizeName : texts.amount;
}

const isName = (text: string) =>
  text.length > 0 && [...text].length <= MAX_NAME_LENGTH && text.isWellFormed();
const isNumber = (value: unknown, max: number) =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= max;

/**
 * What the API would refuse, before it is sent: the browser is spared the schemas' library for it, and
 * test/web/shared/faults.test.ts holds it to the schemas.
 */
export function faultsOf(
  body: { name: string; total_tickets: unknown; prizes: { name: string; amount: unknown }[] },
  write: (n: number) => string,
): Faults {
  const broken = [
    ...(isName(body.name) ? [] : ["name"]),
    ...(isNumber(body.total_tickets, MAX_TICKETS) ? [] : ["total_tickets"]),
    ...body.prizes.flatMap(({ name, amount }, i) => [
      ...(isName(name) ? [] : [`prizes.${i}.name`]),
      ...(isNumber(amount, Number.POSITIVE_INFINITY) ? [] : [`prizes.${i}.amount`]),
    ]),
  ];
  if (broken.length > 0) return new Map(broken.map((field) => [field, wordsFor(field)]));
  if (body.prizes.length === 0) return new Map([["", texts.noPrize]]);
  const [total, winners] = [
    Number(body.total_tickets),
    countWinners(body.prizes as { name: string; amount: number }[]),
  ];
  if (winners > total) return new Map([["", texts.tooMany(winners, total, write)]]);
  if (winners > MAX_WINNERS) return new Map([["", texts.tooManyWinners(MAX_WINNERS, write)]]);
  return new Map();
}
