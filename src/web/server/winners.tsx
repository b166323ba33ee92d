import type { Context } from "hono";
import type { Raffle, Winner } from "../../contract/wire";
import { MAX_TICKETS } from "../../domain/facts";
import { countDrawn } from "../../domain/prizes";
import type { App } from "../../http/guard";
import { nameInText, shownName } from "../shared/names";
import { parseTypedNumber } from "../shared/typed-number";
import { type Answer, apiFor, raffleParam, readAnswer } from "./api-client";
import { texts } from "./visitor";

const WINNERS_PER_PAGE = 100;

/** A page of the winners by prize. A winner's rank is the position of the prize, from 1. */
export interface WinnersByPrize {
  list: Winner[];
  /** The rank after which the next page begins. */
  next: number | undefined;
  /** The rank after which this page begins. */
  after: number;
}

/** One page of the winners, and the result of a search. */
export interface WinnersPage extends WinnersByPrize {
  /** The text that was typed, the number it stands for, and its prize if it wins. */
  search?: { text: string; number: number | undefined; prize: string | undefined };
}

/**
 * Reads a page of winners, the first prize first. `?after=` is the rank of the last one on the page before.
 */
export async function readWinnersByPrize(c: Context<App>, limit: number): Promise<Answer<WinnersByPrize>> {
  const after = /^[1-9]\d{0,8}$/.exec(c.req.query("after") ?? "")?.[0];
  const query = {
    order: "prize",
    limit: String(limit),
    ...(after !== undefined && { cursor: after }),
  } as const;
  const { winners } = apiFor(c).raffles[":raffle_id"];
  const listed = await readAnswer(c, await winners.index.$get({ param: raffleParam(c), query }));
  if (!listed.ok) return listed;
  const cursor = listed.next?.get("cursor");
  const next = cursor ? Number(cursor) : undefined;
  return { ok: true, value: { list: listed.value, next, after: Number(after ?? 0) }, next: undefined };
}

/** Reads the prize of a ticket; undefined if it has none. */
async function readPrizeOf(c: Context<App>, ticket: number): Promise<Answer<string | undefined>> {
  const query = { limit: "1", ...(ticket > 1 && { cursor: String(ticket - 1) }) };
  const { winners } = apiFor(c).raffles[":raffle_id"];
  const found = await readAnswer(c, await winners.index.$get({ param: raffleParam(c), query }));
  if (!found.ok) return found;
  const hit = found.value.find(({ ticket_number }) => ticket_number === ticket);
  return { ok: true, value: hit?.prize, next: undefined };
}

/** Reads a page of winners and searches for a ticket (`?find=` its number). */
export async function readWinners(c: Context<App>): Promise<Answer<WinnersPage>> {
  const listed = await readWinnersByPrize(c, WINNERS_PER_PAGE);
  const text = c.req.query("find")?.trim();
  if (!listed.ok || !text) return listed;
  const typed = parseTypedNumber(text);
  const number = typeof typed === "number" && typed >= 1 && typed <= MAX_TICKETS ? typed : undefined;
  const found = number === undefined ? undefined : await readPrizeOf(c, number);
  if (found && !found.ok) return found;
  return { ...listed, value: { ...listed.value, search: { text, number, prize: found?.value } } };
}

/** Groups winners that stand in the order of the prizes. */
function groupByPrize(list: readonly Winner[]): { prize: string; numbers: number[] }[] {
  const groups: { prize: string; numbers: number[] }[] = [];
  for (const { ticket_number, prize } of list) {
    const last = groups.at(-1);
    if (last?.prize === prize) last.numbers.push(ticket_number);
    else groups.push({ prize, numbers: [ticket_number] });
  }
  return groups;
}

/** Renders the numbers that win each prize of a page. */
export const WinnerList = ({ list }: { list: readonly Winner[] }) => (
  <dl class="winners">
    {groupByPrize(list).map(({ prize, numbers }) => (
      <>
        <dt dir="auto">{shownName(prize)}</dt>
        <dd>
          <ul>
            {numbers.map((number) => (
              <li class="notranslate" translate="no">
                {number}
              </li>
            ))}
          </ul>
        </dd>
      </>
    ))}
  </dl>
);

interface PagerProps {
  raffle: Raffle;
  shown: WinnersByPrize;
  /** The path of this page. */
  path: string;
}

/** Renders the links to other pages of winners. */
export const WinnersPager = ({ shown: { next, after }, path }: Omit<PagerProps, "raffle">) =>
  next !== undefined || after > 0 ? (
    <nav class="pager" aria-label={texts().winners.heading}>
      {after > 0 && <a href={`${path}#winners`}>{texts().winners.first}</a>}
      {next !== undefined && <a href={`${path}?after=${next}#winners`}>{texts().winners.next}</a>}
    </nav>
  ) : null;

/** Renders which prizes are on a page, unless it has all of them. */
export const WinnersRange = ({ raffle, shown }: Omit<PagerProps, "path">) => {
  const { list, next, after } = shown;
  const drawn = countDrawn(raffle.prizes, raffle.claimed_tickets);
  if (list.length === 0 || (next === undefined && after === 0)) return null;
  return <p class="range">{texts().winners.range(after + 1, next ?? drawn, drawn)}</p>;
};

/** Renders how many tickets win. Prizes that were forfeited without a reserve are missing from the list. */
const Count = ({ raffle, shown }: Omit<PagerProps, "path">) => {
  const { list, next, after } = shown;
  const drawn = countDrawn(raffle.prizes, raffle.claimed_tickets);
  if (next !== undefined || after > 0) return <p>{texts().winners.drawn(drawn)}</p>;
  const forfeited = drawn - list.length;
  return (
    <>
      <p>{texts().winners.count(list.length)}</p>
      {forfeited > 0 && <p>{texts().winners.forfeited(forfeited)}</p>}
    </>
  );
};

function searchText({ number, prize }: NonNullable<WinnersPage["search"]>): string {
  if (number === undefined) return texts().winners.findInvalid;
  return prize === undefined
    ? texts().winners.notFound(number)
    : texts().winners.found(number, nameInText(prize));
}

/** Renders the result of a search. Without a search it is empty, for client/forms.ts to fill in. */
const SearchResult = ({ search }: Pick<WinnersPage, "search">) => (
  <p class={`notice sought ${search?.prize === undefined ? "" : "good"}`} role="status" dir="auto">
    {search && searchText(search)}
  </p>
);

/** Renders that a raffle without claimed tickets has no winners. */
export const NoWinners = () => (
  <section id="winners" aria-labelledby="winners-heading">
    <h2 id="winners-heading">{texts().winners.heading}</h2>
    <p>{texts().winners.none}</p>
  </section>
);

/** Renders the winners by prize, with links to other pages and a search. */
export function Winners({ raffle, shown }: { raffle: Raffle; shown: WinnersPage }) {
  const path = `/r/${raffle.raffle_id}`;
  return (
    <section id="winners" aria-labelledby="winners-heading">
      <h2 id="winners-heading">{texts().winners.heading}</h2>
      <Count raffle={raffle} shown={shown} />
      <div id="listed">
        <WinnersRange raffle={raffle} shown={shown} />
        <WinnerList list={shown.list} />
        <WinnersPager shown={shown} path={path} />
      </div>
      <search>
        <form class="row" method="get" action={`${path}#find`}>
          <label for="find">{texts().winners.find}</label>
          <input
            id="find"
            name="find"
            inputmode="numeric"
            autocomplete="off"
            value={shown.search?.text ?? ""}
          />
          <button type="submit" class="quiet">
            {texts().winners.findButton}
          </button>
        </form>
      </search>
      <SearchResult search={shown.search} />
      <p>
        <a href={`${path}/winners.csv`} download>
          {texts().winners.csv}
        </a>
      </p>
    </section>
  );
}
