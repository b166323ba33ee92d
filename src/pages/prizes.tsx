import type { Context } from "hono";
import type { Raffle } from "./ask";
import type { Reader } from "./reader";
import { common } from "./texts";

/** As many prizes as a page shows before it is asked for all: a raffle may have ten thousand and more. */
const SHOWN = 100;

/** Whether a page is to show all of them: a link on what a form has brought about would lead away from that. */
export const allPrizesFor = (c: Context): boolean =>
  c.req.query("prizes") === "all" || c.req.method === "POST";

interface Shown {
  raffle: Raffle;
  reader: Reader;
  /** Whether the reader asked for all of them. */
  all: boolean;
}

/** The prizes of a raffle, in the manager's order. */
export function Prizes({ raffle: { prizes }, reader, all }: Shown) {
  const shown = all ? prizes : prizes.slice(0, SHOWN);
  return (
    <section aria-labelledby="prizes-heading">
      <h2 id="prizes-heading">{common.prizes}</h2>
      <ul class="prizes">
        {shown.map(({ name, amount }) => (
          <li>
            <bdi class="prize">{name}</bdi>
            <span class="amount">× {reader.number(amount)}</span>
          </li>
        ))}
      </ul>
      {shown.length < prizes.length && (
        <p>
          <a href="?prizes=all#prizes-heading">{common.allPrizes(prizes.length, reader.number)}</a>
        </p>
      )}
    </section>
  );
}
