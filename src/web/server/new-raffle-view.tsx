import type { Faults } from "../shared/faults";
import { AdmissionFields } from "./admission-fields";
import type { Draft } from "./draft";
import { Field, TimeField } from "./field";
import { Layout } from "./layout";
import { texts } from "./visitor";

interface Props {
  draft: Draft;
  /** What the API would reject. */
  faults: Faults;
}

const PrizeRows = ({ draft, faults }: Props) => (
  <fieldset>
    <legend>{texts().manage.prizes}</legend>
    <ol class="prize-rows">
      {draft.prizes.map(({ name, amount }, i) => (
        <li>
          <Field
            id={`prize-${i}`}
            name="prize_name"
            label={texts().manage.prizeName(i + 1)}
            value={name}
            fault={faults.get(`prizes.${i}.name`)}
          />
          <Field
            id={`amount-${i}`}
            name="prize_amount"
            label={texts().manage.amountShort}
            value={amount}
            fault={faults.get(`prizes.${i}.amount`)}
            kind="number"
          />
          <button
            type="submit"
            class="quiet remove"
            name="remove"
            value={i}
            formnovalidate
            aria-label={texts().manage.removePrize(i + 1)}
          >
            ×
          </button>
        </li>
      ))}
    </ol>
    <button type="submit" class="quiet" name="add" value="1" formnovalidate>
      {texts().manage.addPrize}
    </button>
  </fieldset>
);

const AutomaticDraw = ({ draft }: Pick<Props, "draft">) => (
  <div class="field">
    <label class="check">
      <input
        type="checkbox"
        id="draw_automatically"
        name="draw_automatically"
        value="1"
        checked={draft.drawAutomatically}
        aria-describedby="draw-hint"
      />
      <span>{texts().manage.drawAutomatically}</span>
    </label>
    <p class="hint" id="draw-hint">
      {texts().manage.drawHint}
    </p>
  </div>
);

/** Renders the fields that few raffles need. */
const MoreFields = ({ draft, faults }: Props) => {
  const isUsed = draft.opensAt.text !== "" || draft.description !== "" || faults.has("opens_at");
  return (
    <details class="more" open={isUsed || undefined}>
      <summary>{texts().manage.more}</summary>
      <TimeField
        name="opens_at"
        label={texts().manage.opensAt}
        hint={texts().manage.opensHint}
        zone={texts().manage.utc}
        value={draft.opensAt.text}
        fault={faults.get("opens_at")}
      />
      <Field
        id="description"
        name="description"
        label={texts().manage.description}
        hint={texts().manage.descriptionHint}
        value={draft.description}
        fault={faults.get("description")}
        kind="lines"
        optional
      />
    </details>
  );
};

/** Returns what is wrong, if anything. */
const noticeOf = (faults: Faults) =>
  faults.size > 0 ? (faults.get("") ?? texts().manage.fixMarked) : undefined;

const NewRaffleForm = ({ draft, faults }: Props) => (
  <form id="new-raffle" method="post" action="/manage">
    <input type="hidden" name="key" value={draft.key} />
    {/* Enter in a field presses the form's first button. Without this one it would remove a prize. */}
    {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: neither Tab nor a screen reader reaches it */}
    <button type="submit" class="unseen" name="review" value="1" tabindex={-1} aria-hidden="true" />
    <p class={faults.size > 0 ? "notice bad" : "notice"} role="alert">
      {noticeOf(faults)}
    </p>
    <div class="halves">
      <div class="card">
        <Field
          id="name"
          name="name"
          label={texts().manage.name}
          hint={texts().manage.nameHint}
          value={draft.name}
          fault={faults.get("name")}
        />
        <Field
          id="total_tickets"
          name="total_tickets"
          label={texts().manage.total}
          hint={texts().manage.totalHint}
          value={draft.total}
          fault={faults.get("total_tickets")}
          kind="number"
        />
        <PrizeRows draft={draft} faults={faults} />
      </div>
      <div class="card">
        <AdmissionFields draft={draft} fault={faults.get("passes")} />
        <TimeField
          name="closes_at"
          label={texts().manage.closesAt}
          hint={texts().manage.closesHint}
          zone={texts().manage.utc}
          value={draft.closesAt.text}
          fault={faults.get("closes_at")}
        />
        <AutomaticDraw draft={draft} />
        <MoreFields draft={draft} faults={faults} />
      </div>
    </div>
    <button type="submit" name="review" value="1">
      {texts().manage.review}
    </button>
  </form>
);

/** Renders the page with the form of a new raffle. Screen readers read its title first. */
export const NewRafflePage = ({ draft, faults }: Props) => (
  <Layout
    title={[noticeOf(faults), texts().manage.create, texts().manage.title].filter(Boolean).join(" · ")}
    page="new-raffle"
  >
    <p class="back">
      <a href="/manage">{texts().manage.back}</a>
    </p>
    <h1>{texts().manage.create}</h1>
    <NewRaffleForm draft={draft} faults={faults} />
  </Layout>
);
