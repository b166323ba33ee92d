import type { Context } from "hono";
import type { Raffle } from "../../contract/wire";
import { shownName } from "../shared/names";
import { common } from "../texts/en";
import type { Formatter } from "./formatter";

/** Limits the prizes of a page. A raffle may have more than ten thousand. */
const MAX_SHOWN_PRIZES = 100;

/** Reports whether to show all prizes. The response to a form never does. */
export const wantsAllPrizes = (c: Context): boolean =>
  c.req.method === "GET" && c.req.query("prizes") === "all";

interface PrizesProps {
  raffle: Raffle;
  format: Formatter;
  /** Shows every prize, however many there are. */
  all: boolean;
  /** The path of this page, for the link to all prizes. */
  path: string;
  /** Opens the link to all prizes in a new tab, because the response to a form may show a new ticket. */
  answersForm: boolean;
}

/** Renders the prizes of a raffle, in the manager's order. */
export function Prizes({ raffle: { prizes }, format, all, path, answersForm }: PrizesProps) {
  const shown = all ? prizes : prizes.slice(0, MAX_SHOWN_PRIZES);
  return (
    <section aria-labelledby="prizes-heading">
      <h2 id="prizes-heading">{common.prizes}</h2>
      <ul class="prizes">
        {shown.map(({ name, amount }) => (
          <li>
            <bdi class="prize">{shownName(name)}</bdi>
            <span class="amount">× {format.number(amount)}</span>
          </li>
        ))}
      </ul>
      {shown.length < prizes.length && (
        <p>
          <a
            href={`${path}?prizes=all#prizes-heading`}
            {...(answersForm && { target: "_blank", rel: "noopener" })}
          >
            {common.allPrizes(prizes.length, format.number)}
            {answersForm && ` ${common.newTab}`}
          </a>
        </p>
      )}
    </section>
  );
}
