import type { Child } from "hono/jsx";
import { MAX_PASSES_PER_FILE } from "../../contract/limits";
import type { Pass, Raffle } from "../../contract/wire";
import { nameInText } from "../shared/names";
import { passes as texts } from "../texts/en";
import { Field } from "./field";
import type { Formatter } from "./formatter";
import { Layout } from "./layout";
import { PassCards } from "./pass-card";
import {
  MAX_PASSES_PER_SHEET,
  nextRange,
  type PassRange,
  previousRange,
  type TypedRange,
} from "./pass-range";

/** A raffle that admits players by pass. */
export type RaffleWithPasses = Raffle & { passes: number };

/** Reports whether a raffle admits players by pass. */
export const hasPasses = (raffle: Raffle): raffle is RaffleWithPasses => raffle.passes !== null;

interface Props {
  raffle: RaffleWithPasses;
  format: Formatter;
}

/** Renders the link to the file of all passes. If they are too many, renders where programs get them. */
const PassFile = ({ raffle, format }: Props) =>
  raffle.passes <= MAX_PASSES_PER_FILE ? (
    <a class="button quiet" href={`/manage/${raffle.raffle_id}/passes.csv`} download>
      {texts.csv}
    </a>
  ) : (
    <p>
      {texts.tooManyForFile(MAX_PASSES_PER_FILE, format.number)} <a href="/docs">{texts.reference}</a>
    </p>
  );

/** Renders what the organiser's page says about passes. */
export const ManagePasses = ({ raffle, format }: Props) => (
  <section id="passes" aria-labelledby="passes-heading">
    <h2 id="passes-heading">{texts.heading}</h2>
    <p>{texts.count(raffle.passes, format.number)}</p>
    {raffle.passes > raffle.total_tickets && <p>{texts.morePasses(raffle.total_tickets, format.number)}</p>}
    <div class="choices">
      <a class="button quiet" href={`/manage/${raffle.raffle_id}/passes`}>
        {texts.printLink}
      </a>
      <PassFile raffle={raffle} format={format} />
    </div>
  </section>
);

/** Renders a page about a raffle's passes, with a link back to the raffle. */
const PassesLayout = ({ raffle, title, children }: { raffle: Raffle; title: string; children: Child }) => (
  <Layout title={`${title} · ${nameInText(raffle.name)}`} page="passes">
    <p>
      <a href={`/manage/${raffle.raffle_id}`}>{texts.back(nameInText(raffle.name))}</a>
    </p>
    <h1>{title}</h1>
    {children}
  </Layout>
);

/** Renders the page for a raffle without passes. */
export const NoPassesPage = ({ raffle }: { raffle: Raffle }) => (
  <PassesLayout raffle={raffle} title={texts.noPassesTitle}>
    <p class="lead">{texts.noPasses}</p>
  </PassesLayout>
);

/** Renders the page for a file that would be too large. */
export const NoFilePage = ({ raffle, format }: Props) => (
  <PassesLayout raffle={raffle} title={texts.noFileTitle}>
    <div class="lead">
      <PassFile raffle={raffle} format={format} />
    </div>
  </PassesLayout>
);

/** Renders links to the sheets before and after this one. */
const SheetPager = ({ raffle, format, range }: Props & { range: PassRange }) => {
  const linkTo = (other: PassRange | undefined) =>
    other && (
      <a href={`/manage/${raffle.raffle_id}/passes?from=${other.from}&to=${other.to}`}>
        {texts.range(other.from, other.to, format.number)}
      </a>
    );
  return (
    <nav class="pager" aria-label={texts.otherRanges}>
      {linkTo(previousRange(range))}
      {linkTo(nextRange(range, raffle.passes))}
    </nav>
  );
};

interface SheetProps extends Props {
  typed: TypedRange;
  /** The passes of the range. Empty if the range has a fault. */
  passes: readonly Pass[];
  /** The players' address, without the scheme. */
  link: string;
}

const Warning = () => (
  <div class="notice">
    <p>
      <strong>{texts.keepSafe}</strong>
    </p>
    <p>{texts.whatListShows}</p>
    <p>{texts.sharedAddress}</p>
  </div>
);

const RangeForm = ({ raffle, typed: { from, to, faults } }: Pick<SheetProps, "raffle" | "typed">) => (
  <form class="pass-range" method="get" action={`/manage/${raffle.raffle_id}/passes`}>
    <Field id="from" name="from" kind="number" label={texts.from} value={from} fault={faults.from} />
    <Field id="to" name="to" kind="number" label={texts.to} value={to} fault={faults.to} />
    <button type="submit" class="quiet">
      {texts.show}
    </button>
  </form>
);

/** Renders the cards of a range, and on the screen the form that chooses them. Only the cards are printed. */
export const PassSheetPage = ({ raffle, format, typed, passes, link }: SheetProps) => (
  <PassesLayout raffle={raffle} title={texts.heading}>
    <p class="lead">{texts.count(raffle.passes, format.number)}</p>
    <Warning />
    <RangeForm raffle={raffle} typed={typed} />
    <p class="hint">{texts.printHint(MAX_PASSES_PER_SHEET, format.number)}</p>
    {typed.range && (
      <>
        <div class="actions" hidden>
          <button type="button" data-do="print">
            {texts.print}
          </button>
        </div>
        <h2>{texts.range(typed.range.from, typed.range.to, format.number)}</h2>
        <PassCards passes={passes} name={raffle.name} link={link} />
        <SheetPager raffle={raffle} format={format} range={typed.range} />
      </>
    )}
  </PassesLayout>
);
