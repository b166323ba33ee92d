import type { Context } from "hono";
import type { Raffle } from "../../contract/wire";
import { shownName } from "../shared/names";
import { texts } from "./visitor";

/** Limits the prizes of a raffle's page. A raffle may have more than ten thousand. */
const MAX_SHOWN_PRIZES = 100;

/** Limits the prizes of one page of all prizes. Rendering 10,000 would delay the isolate's other requests. */
const PRIZES_PER_PAGE = 1000;

interface ListedPrize {
  name: string;
  amount: number;
  /** How many of the amount are not awarded. */
  missing?: number;
}

/**
 * Returns the prizes to list. If the raffle closed with fewer tickets claimed, the prizes at the end of the
 * list are not awarded. A drawn raffle lists only those: its winners' list names the others.
 */
function listPrizes({ prizes, claimed_tickets, status }: Raffle): readonly ListedPrize[] {
  if (status !== "closed" && status !== "drawn") return prizes;
  let left = claimed_tickets;
  const listed = prizes.map(({ name, amount }) => {
    const awarded = Math.min(amount, left);
    left -= awarded;
    return { name, amount, missing: amount - awarded };
  });
  return status === "closed" ? listed : listed.filter(({ missing }) => missing > 0);
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

/**
 * Renders the prizes of a raffle, in the manager's order. A drawn raffle without any to list gets an empty
 * section.
 */
export function Prizes({ raffle, page, path, answersForm }: PrizesProps) {
  const prizes = listPrizes(raffle);
  // client/stage.ts replaces the section.
  if (prizes.length === 0) return <section id="prizes" hidden />;
  const isDrawn = raffle.status === "drawn";
  const hasMissing = prizes.some(({ missing = 0 }) => missing > 0);
  const pageCount = Math.ceil(prizes.length / PRIZES_PER_PAGE);
  const current = page && Math.min(page, pageCount);
  const start = current ? (current - 1) * PRIZES_PER_PAGE : 0;
  const shown = prizes.slice(start, start + (current ? PRIZES_PER_PAGE : MAX_SHOWN_PRIZES));
  const linkTo = (n: number) => `${path}?prizes=all${n > 1 ? `&page=${n}` : ""}#prizes-heading`;
  return (
    <section id="prizes" aria-labelledby="prizes-heading">
      <h2 id="prizes-heading">{isDrawn ? texts().common.notAwardedPrizes : texts().common.prizes}</h2>
      {hasMissing && raffle.claimed_tickets > 0 && <p>{texts().raffle.fewClaimed(raffle.claimed_tickets)}</p>}
      {current && pageCount > 1 && (
        <p class="range">{texts().common.prizeRange(start + 1, start + shown.length, prizes.length)}</p>
      )}
      <ul class="prizes">
        {shown.map(({ name, amount, missing = 0 }) => (
          <li>
            <bdi class="prize">{shownName(name)}</bdi>
            {missing > 0 && !isDrawn && <span class="missing">{texts().common.notAwarded(missing)}</span>}
            <span class="amount">× {texts().number(isDrawn ? missing : amount)}</span>
          </li>
        ))}
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
