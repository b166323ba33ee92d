import { faultsOf } from "../shared/faults";
import { numberFrom } from "../shared/typed-number";
import { manage as texts } from "../texts/en";
import { say, the, write } from "./dom";

type Row = { name: HTMLInputElement; amount: HTMLInputElement; item: HTMLElement };

/** How long a click takes, in milliseconds, generously. */
const CLICK = 250;

const input = (selector: string, within: ParentNode) => the<HTMLInputElement>(selector, within);

function rowsOf(form: HTMLFormElement): Row[] {
  return [...form.querySelectorAll<HTMLElement>(".prize-rows > li")].map((item) => ({
    item,
    name: input("[name=prize_name]", item),
    amount: input("[name=prize_amount]", item),
  }));
}

/** The form's fields by the names that the API has for them. */
function fieldsOf(form: HTMLFormElement): Map<string, HTMLInputElement> {
  const rows = rowsOf(form).flatMap(({ name, amount }, i): [string, HTMLInputElement][] => [
    [`prizes.${i}.name`, name],
    [`prizes.${i}.amount`, amount],
  ]);
  return new Map([["name", input("#name", form)], ["total_tickets", input("#total_tickets", form)], ...rows]);
}

function faultsIn(form: HTMLFormElement) {
  const prizes = rowsOf(form).map(({ name, amount }) => ({
    name: name.value.trim(),
    amount: numberFrom(amount.value.trim()),
  }));
  const total_tickets = numberFrom(input("#total_tickets", form).value.trim());
  return faultsOf({ name: input("#name", form).value.trim(), total_tickets, prizes }, write);
}

function mark(field: HTMLInputElement, words: string | undefined): void {
  if (words) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  the(`#${field.id}-fault`).textContent = words ?? "";
}

/** Gives the rows the ids and labels of their places. */
function renumber(form: HTMLFormElement): void {
  for (const [i, { item, name, amount }] of rowsOf(form).entries()) {
    for (const [field, id, label] of [
      [name, `prize-${i}`, texts.prizeName(i + 1)],
      [amount, `amount-${i}`, texts.amountShort],
    ] as const) {
      const place = field.closest<HTMLElement>(".field") ?? item;
      field.id = id;
      field.setAttribute("aria-describedby", `${id}-fault`);
      the<HTMLLabelElement>("label", place).htmlFor = id;
      the("label", place).textContent = label;
      the(".fault", place).id = `${id}-fault`;
    }
    const remove = the<HTMLButtonElement>(".remove", item);
    remove.value = String(i);
    remove.setAttribute("aria-label", texts.removePrize(i + 1));
  }
}

function addRow(form: HTMLFormElement): void {
  const last = rowsOf(form).at(-1)?.item;
  if (!last) return;
  const item = last.cloneNode(true) as HTMLElement;
  last.after(item);
  renumber(form);
  const [name, amount] = [input("[name=prize_name]", item), input("[name=prize_amount]", item)];
  name.value = "";
  amount.value = "1";
  for (const field of [name, amount]) mark(field, undefined);
  name.focus();
}

function removeRow(form: HTMLFormElement, item: HTMLElement): void {
  const rows = rowsOf(form);
  const place = rows.findIndex((row) => row.item === item);
  if (rows.length === 1) {
    const [only] = rows;
    if (only) only.name.value = "";
    only?.name.focus();
    return;
  }
  item.remove();
  renumber(form);
  rowsOf(form)[Math.max(0, place - 1)]?.name.focus();
}

/** Adds and removes prizes in place, and tells what the API would refuse before it is sent. */
export function prepareNewRaffle(): void {
  const form = the<HTMLFormElement>("#new-raffle");
  const notice = the(".notice", form);
  form.noValidate = true;
  form.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("[name=add], [name=remove]");
    if (!button) return;
    event.preventDefault();
    if (button.name === "add") addRow(form);
    else removeRow(form, button.closest("li") as HTMLElement);
  });
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    if (!(target instanceof HTMLInputElement) || target.value === "") return;
    if (relatedTarget instanceof HTMLButtonElement) return;
    // Not before a click has come through: the words move what stands below them, a button too.
    setTimeout(() => {
      const [name] = [...fieldsOf(form)].find(([, field]) => field === target) ?? [];
      if (name) mark(target, faultsIn(form).get(name));
    }, CLICK);
  });
  form.addEventListener("submit", (event) => {
    const faults = faultsIn(form);
    for (const [name, field] of fieldsOf(form)) mark(field, faults.get(name));
    if (faults.size === 0) return;
    event.preventDefault();
    say(notice, faults.get("") ?? texts.mend, "bad");
    (form.querySelector<HTMLElement>("[aria-invalid]") ?? input("[name=prize_amount]", form)).focus();
  });
}
