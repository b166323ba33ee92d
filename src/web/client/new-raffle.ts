import { findFaults } from "../shared/faults";
import { parseTypedNumber } from "../shared/typed-number";
import { faults, manage as texts } from "../texts/page";
import { announce, getElement } from "./dom";
import { readTime, showTimeZone, TIME_FIELDS, writeInstants } from "./local-times";

type Input = HTMLInputElement | HTMLTextAreaElement;

type Row = { name: HTMLInputElement; amount: HTMLInputElement; item: HTMLElement };

/** Is longer than most clicks take. */
const CLICK_DURATION_MS = 250;

const input = (selector: string, within: ParentNode) => getElement<HTMLInputElement>(selector, within);

function rowsOf(form: HTMLFormElement): Row[] {
  return [...form.querySelectorAll<HTMLElement>(".prize-rows > li")].map((item) => ({
    item,
    name: input("[name=prize_name]", item),
    amount: input("[name=prize_amount]", item),
  }));
}

/** Returns the form's fields by their names in the API. */
function fieldsOf(form: HTMLFormElement): Map<string, Input> {
  const rows = rowsOf(form).flatMap(({ name, amount }, i): [string, Input][] => [
    [`prizes.${i}.name`, name],
    [`prizes.${i}.amount`, amount],
  ]);
  const named = ["name", "total_tickets", "passes", ...TIME_FIELDS, "description"].map(
    (name): [string, Input] => [name, getElement<Input & HTMLElement>(`#${name}`, form)],
  );
  return new Map([...named, ...rows]);
}

function findFormFaults(form: HTMLFormElement) {
  const prizes = rowsOf(form).map(({ name, amount }) => ({
    name: name.value.trim(),
    amount: parseTypedNumber(amount.value.trim()),
  }));
  const total_tickets = parseTypedNumber(input("#total_tickets", form).value.trim());
  const admission = input("[name=admission]:checked", form).value;
  const passes = input("#passes", form).value.trim();
  const body = {
    name: input("#name", form).value.trim(),
    total_tickets,
    prizes,
    admission,
    passes: admission === "pass" && passes !== "" ? parseTypedNumber(passes) : null,
    opens_at: readTime(form, "opens_at"),
    closes_at: readTime(form, "closes_at"),
    description: getElement<HTMLTextAreaElement>("#description", form).value.trim(),
  };
  return findFaults(body, faults);
}

function markField(field: Input, fault: string | undefined): void {
  if (fault) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  const details = field.closest("details");
  if (fault && details) details.open = true;
  getElement(`#${field.id}-fault`).textContent = fault ?? "";
}

/** Updates the ids and labels of the rows to their positions. */
function renumber(form: HTMLFormElement): void {
  for (const [i, { item, name, amount }] of rowsOf(form).entries()) {
    for (const [field, id, label] of [
      [name, `prize-${i}`, texts.prizeName(i + 1)],
      [amount, `amount-${i}`, texts.amountShort],
    ] as const) {
      const container = field.closest<HTMLElement>(".field") ?? item;
      field.id = id;
      field.setAttribute("aria-describedby", `${id}-fault`);
      getElement<HTMLLabelElement>("label", container).htmlFor = id;
      getElement("label", container).textContent = label;
      getElement(".fault", container).id = `${id}-fault`;
    }
    const removeButton = getElement<HTMLButtonElement>(".remove", item);
    removeButton.value = String(i);
    removeButton.setAttribute("aria-label", texts.removePrize(i + 1));
  }
}

function addRow(form: HTMLFormElement): Row | undefined {
  const last = rowsOf(form).at(-1)?.item;
  if (!last) return undefined;
  const item = last.cloneNode(true) as HTMLElement;
  last.after(item);
  renumber(form);
  const [name, amount] = [input("[name=prize_name]", item), input("[name=prize_amount]", item)];
  name.value = "";
  amount.value = "1";
  for (const field of [name, amount]) markField(field, undefined);
  return { item, name, amount };
}

/** What the page's entry in the history keeps: names and amounts as typed. */
interface Kept {
  prizes?: [name: string, amount: string][];
}

/** Keeps the prizes for a visitor who comes back. Browsers restore only the rows that were served. */
function keepRows(form: HTMLFormElement): void {
  const prizes = rowsOf(form).map(({ name, amount }): [string, string] => [name.value, amount.value]);
  history.replaceState({ prizes } satisfies Kept, "");
}

function restoreRows(form: HTMLFormElement): void {
  const { prizes } = (history.state ?? {}) as Kept;
  if (!prizes) return;
  while (rowsOf(form).length < prizes.length) addRow(form);
  for (const [i, { item, name, amount }] of rowsOf(form).entries()) {
    if (prizes[i]) [name.value, amount.value] = prizes[i];
    else item.remove();
  }
}

function removeRow(form: HTMLFormElement, item: HTMLElement): void {
  const rows = rowsOf(form);
  const position = rows.findIndex((row) => row.item === item);
  if (rows.length === 1) {
    const [only] = rows;
    if (only) only.name.value = "";
    only?.name.focus();
    return;
  }
  item.remove();
  renumber(form);
  rowsOf(form)[Math.max(0, position - 1)]?.name.focus();
}

/** Adds and removes prizes without loading a page. Shows what the API would reject before it is sent. */
export function prepareNewRaffle(): void {
  const form = getElement<HTMLFormElement>("#new-raffle");
  const notice = getElement(".notice", form);
  form.noValidate = true;
  restoreRows(form);
  showTimeZone(form);
  form.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("[name=add], [name=remove]");
    if (!button) return;
    event.preventDefault();
    if (button.name === "add") addRow(form)?.name.focus();
    else removeRow(form, button.closest("li") as HTMLElement);
  });
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    if (!(target instanceof HTMLInputElement) || target.value === "") return;
    if (relatedTarget instanceof HTMLButtonElement) return;
    // The message moves what is below it. A button there must receive its click first.
    setTimeout(() => {
      const [name] = [...fieldsOf(form)].find(([, field]) => field === target) ?? [];
      if (name) markField(target, findFormFaults(form).get(name));
    }, CLICK_DURATION_MS);
  });
  form.addEventListener("submit", (event) => {
    const faults = findFormFaults(form);
    for (const [name, field] of fieldsOf(form)) markField(field, faults.get(name));
    if (faults.size === 0) {
      writeInstants(form);
      keepRows(form);
      return;
    }
    event.preventDefault();
    announce(notice, faults.get("") ?? texts.fixMarked, "bad");
    (form.querySelector<HTMLElement>("[aria-invalid]") ?? input("[name=prize_amount]", form)).focus();
  });
}
