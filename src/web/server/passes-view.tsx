import type { Child } from "hono/jsx";
import { MAX_PASSES_PER_FILE } from "../../contract/limits";
import type { Pass, Raffle } from "../../contract/wire";
import { nameInText } from "../shared/names";
import { Field } from "./field";
import { Layout } from "./layout";
import { PassCards } from "./pass-card";
import {
  MAX_PASSES_PER_SHEET,
  nextRange,
  type PassRange,
  previousRange,
  type TypedRange,
} from "./pass-range";
import { texts } from "./visitor";

/** A raffle that admits players by pass. */
export type RaffleWithPasses = Raffle & { passes: number };

/** Reports whether a raffle admits players by pass. */
export const hasPasses = (raffle: Raffle): raffle is RaffleWithPasses => raffle.passes !== null;

interface Props {
  raffle: RaffleWithPasses;
}

/** Renders the link to the file of all passes. If they are too many, renders where programs get them. */
const PassFile = ({ raffle }: Props) =>
  raffle.passes <= MAX_PASSES_PER_FILE ? (
    <a class="button quiet" href={`/manage/${raffle.raffle_id}/passes.csv`} download>
      {texts().passes.csv}
    </a>
  ) : (
    <p>
      {texts().passes.tooManyForFile(MAX_PASSES_PER_FILE)} <a href="/docs">{texts().passes.reference}</a>
    </p>
  );

/** Renders what the organiser's page says about passes. */
export const ManagePasses = ({ raffle }: Props) => (
  <section id="passes" aria-labelledby="passes-heading">
    <h2 id="passes-heading">{texts().passes.heading}</h2>
    <p>{texts().passes.count(raffle.passes)}</p>
    {raffle.passes > raffle.total_tickets && <p>{texts().passes.morePasses(raffle.total_tickets)}</p>}
    <div class="choices">
      <a class="button quiet" href={`/manage/${raffle.raffle_id}/passes`}>
        {texts().passes.printLink}
      </a>
      <PassFile raffle={raffle} />
    </div>
  </section>
);

/** Renders a page about a raffle's passes, with a link back to the raffle. */
const PassesLayout = ({ raffle, title, children }: { raffle: Raffle; title: string; children: Child }) => (
  <Layout title={`${title} · ${nameInText(raffle.name)}`} page="passes">
    <p>
      <a href={`/manage/${raffle.raffle_id}`}>{texts().passes.back(nameInText(raffle.name))}</a>
    </p>
    <h1>{title}</h1>
    {children}
  </Layout>
);

/** Renders the page for a raffle without passes. */
export const NoPassesPage = ({ raffle }: { raffle: Raffle }) => (
  <PassesLayout raffle={raffle} title={texts().passes.noPassesTitle}>
    <p class="lead">{texts().passes.noPasses}</p>
  </PassesLayout>
);

/** Renders the page for a file that would be too large. */
export const NoFilePage = ({ raffle }: Props) => (
  <PassesLayout raffle={raffle} title={texts().passes.noFileTitle}>
    <div class="lead">
      <PassFile raffle={raffle} />
    </div>
  </PassesLayout>
);

/** Renders links to the sheets before and after this one. */
const SheetPager = ({ raffle, range }: Props & { range: PassRange }) => {
  const linkTo = (other: PassRange | undefined) =>
    other && (
      <a href={`/manage/${raffle.raffle_id}/passes?from=${other.from}&to=${other.to}`}>
        {texts().passes.range(other.from, other.to)}
      </a>
    );
  return (
    <nav class="pager" aria-label={texts().passes.otherRanges}>
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
      <strong>{texts().passes.keepSafe}</strong>
    </p>
    <p>{texts().passes.whatListShows}</p>
    <p>{texts().passes.sharedAddress}</p>
  </div>
);

const RangeForm = ({ raffle, typed: { from, to, faults } }: Pick<SheetProps, "raffle" | "typed">) => (
  <form class="pass-range" method="get" action={`/manage/${raffle.raffle_id}/passes`}>
    <Field id="from" name="from" kind="number" label={texts().passes.from} value={from} fault={faults.from} />
    <Field id="to" name="to" kind="number" label={texts().passes.to} value={to} fault={faults.to} />
    <button type="submit" class="quiet">
      {texts().passes.show}
    </button>
  </form>
);

/** Renders the cards of a range, and on the screen the form that chooses them. Only the cards are printed. */
export const PassSheetPage = ({ raffle, typed, passes, link }: SheetProps) => (
  <PassesLayout raffle={raffle} title={texts().passes.heading}>
    <p class="lead">{texts().passes.count(raffle.passes)}</p>
    <Warning />
    <RangeForm raffle={raffle} typed={typed} />
    <p class="hint">{texts().passes.printHint(MAX_PASSES_PER_SHEET)}</p>
    {typed.range && (
      <>
        <div class="actions" hidden>
          <button type="button" data-do="print">
            {texts().passes.print}
          </button>
        </div>
        <h2>{texts().passes.range(typed.range.from, typed.range.to)}</h2>
        <PassCards passes={passes} name={raffle.name} link={link} />
        <SheetPager raffle={raffle} range={typed.range} />
      </>
    )}
  </PassesLayout>
);
