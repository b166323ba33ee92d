import type { Context } from "hono";
import type { Raffle } from "../../contract/wire";
import { countDrawn, countWinners } from "../../domain/prizes";
import { shownName } from "../shared/names";
import { texts } from "./visitor";

/** Limits the prizes of a raffle's page. A raffle may have more than ten thousand. */
const MAX_SHOWN_PRIZES = 100;

/** Limits the prizes of one page of all prizes. Rendering 10,000 would delay the isolate's other requests. */
const PRIZES_PER_PAGE = 1000;

/** Returns how many prizes are not awarded, because the raffle closed with fewer tickets claimed. */
export const countNotAwarded = ({ prizes, claimed_tickets, status }: Raffle): number =>
  status === "closed" || status === "drawn" ? countWinners(prizes) - countDrawn(prizes, claimed_tickets) : 0;

/** Returns for each prize how many of its amount are not awarded: those at the end of the list. */
function notAwardedOf(raffle: Raffle): number[] {
  let left = countNotAwarded(raffle);
  return raffle.prizes
    .toReversed()
    .map(({ amount }) => {
      const missing = Math.min(amount, left);
      left -= missing;
      return missing;
    })
    .toReversed();
}

/**
 * Returns the number of the page of all prizes to show, from 1, or undefined to show the first prizes. The
 * response to a form shows the first prizes.
 */
export function readPrizePage(c: Context): number | undefined {
  if (c.req.method !== "GET" || c.req.query("prizes") !== "all") return undefined;
  return Number(/^[1-9]\d{0,5}$/.exec(c.req.query("page") ?? "")?.[0] ?? 1);
}

interface PrizesProps {
  raffle: Raffle;
  /** The page of all prizes to show, from 1. Undefined shows the first prizes. */
  page: number | undefined;
  /** The path of this page, for the links to other prizes. */
  path: string;
  /** Opens the link to all prizes in a new tab, because the response to a form may show a new ticket. */
  answersForm: boolean;
}

/** Renders the prizes of a raffle, in the manager's order. */
export function Prizes({ raffle, page, path, answersForm }: PrizesProps) {
  const { prizes } = raffle;
  const notAwarded = notAwardedOf(raffle);
  const pageCount = Math.ceil(prizes.length / PRIZES_PER_PAGE);
  const current = page && Math.min(page, pageCount);
  const start = current ? (current - 1) * PRIZES_PER_PAGE : 0;
  const shown = prizes.slice(start, start + (current ? PRIZES_PER_PAGE : MAX_SHOWN_PRIZES));
  const linkTo = (n: number) => `${path}?prizes=all${n > 1 ? `&page=${n}` : ""}#prizes-heading`;
  return (
    <section id="prizes" aria-labelledby="prizes-heading">
      <h2 id="prizes-heading">{texts().common.prizes}</h2>
      {current && pageCount > 1 && (
        <p class="range">{texts().common.prizeRange(start + 1, start + shown.length, prizes.length)}</p>
      )}
      <ul class="prizes">
        {shown.map(({ name, amount }, i) => {
          const missing = notAwarded[start + i] ?? 0;
          return (
            <li>
              <bdi class="prize">{shownName(name)}</bdi>
              {missing > 0 && <span class="missing">{texts().common.notAwarded(missing)}</span>}
              <span class="amount">× {texts().number(amount)}</span>
            </li>
          );
        })}
      </ul>
      {current && pageCount > 1 && (
        <nav class="pager" aria-label={texts().common.prizes}>
          {current > 1 && <a href={linkTo(current - 1)}>{texts().common.previousPrizes}</a>}
          {current < pageCount && <a href={linkTo(current + 1)}>{texts().common.nextPrizes}</a>}
        </nav>
      )}
      {!current && shown.length < prizes.length && (
        <p>
          <a href={linkTo(1)} {...(answersForm && { target: "_blank", rel: "noopener" })}>
            {texts().common.allPrizes(prizes.length)}
            {answersForm && ` ${texts().common.newTab}`}
          </a>
        </p>
      )}
    </section>
  );
}
