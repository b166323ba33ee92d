import type { Context } from "hono";
import type { Raffle } from "../../contract/wire";
import { shownName } from "../shared/names";
import { common } from "../texts/en";
import type { Reader } from "./reader";

/** As many prizes as a page shows before it is asked for all: a raffle may have ten thousand and more. */
const SHOWN = 100;

/** Whether a page is to show all of them: the answer to a form never is. */
export const allPrizesFor = (c: Context): boolean =>
  c.req.method === "GET" && c.req.query("prizes") === "all";

interface Shown {
  raffle: Raffle;
  reader: Reader;
  /** Whether the reader asked for all of them. */
  all: boolean;
  /** The page that shows all of them. */
  path: string;
  /** Whether this page answers a form: the link opens another tab then, or it would lead away from a new ticket. */
  answersForm: boolean;
}

/** The prizes of a raffle, in the manager's order. */
export function Prizes({ raffle: { prizes }, reader, all, path, answersForm }: Shown) {
  const shown = all ? prizes : prizes.slice(0, SHOWN);
  return (
    <section aria-labelledby="prizes-heading">
      <h2 id="prizes-heading">{common.prizes}</h2>
      <ul class="prizes">
        {shown.map(({ name, amount }) => (
          <li>
            <bdi class="prize">{shownName(name)}</bdi>
            <span class="amount">× {reader.number(amount)}</span>
          </li>
        ))}
      </ul>
      {shown.length < prizes.length && (
        <p>
          <a
            href={`${path}?prizes=all#prizes-heading`}
            {...(answersForm && { target: "_blank", rel: "noopener" })}
          >
            {common.allPrizes(prizes.length, reader.number)}
            {answersForm && ` ${common.newTab}`}
          </a>
        </p>
      )}
    </section>
  );
}
