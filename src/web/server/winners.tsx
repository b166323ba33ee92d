import type { Context } from "hono";
import type { Raffle, Winner } from "../../contract/wire";
import { MAX_TICKETS } from "../../domain/facts";
import { countDrawn } from "../../domain/prizes";
import type { App } from "../../http/guard";
import { nameInText, shownName } from "../shared/names";
import { parseTypedNumber } from "../shared/typed-number";
import { winners as texts } from "../texts/en";
import { type Answer, apiFor, raffleParam, readAnswer } from "./api-client";
import type { Formatter } from "./formatter";

const WINNERS_PER_PAGE = 100;

/** One page of the winners, and the result of a search. */
export interface WinnersPage {
  list: Winner[];
  next: URLSearchParams | undefined;
  isContinued: boolean;
  /** The text that was typed, the number it stands for, and its prize if it wins. */
  search?: { text: string; number: number | undefined; prize: string | undefined };
}

/** Reads a page of winners (`?after=` a ticket number) and searches for a ticket (`?find=` its number). */
export async function readWinners(c: Context<App>): Promise<Answer<WinnersPage>> {
  const after = /^[1-9]\d{0,8}$/.exec(c.req.query("after") ?? "")?.[0];
  const page = async (limit: number, cursor: string | undefined) => {
    const query = { limit: String(limit), ...(cursor !== undefined && { cursor }) };
    const { winners } = apiFor(c).raffles[":raffle_id"];
    return readAnswer(c, await winners.index.$get({ param: raffleParam(c), query }));
  };
  const listed = await page(WINNERS_PER_PAGE, after);
  if (!listed.ok) return listed;
  const { value: list, next } = listed;
  const shown: WinnersPage = { list, next, isContinued: after !== undefined };
  const text = c.req.query("find")?.trim();
  if (!text) return { ok: true, value: shown, next };
  const typed = parseTypedNumber(text);
  const number = typeof typed === "number" && typed >= 1 && typed <= MAX_TICKETS ? typed : undefined;
  if (number === undefined) {
    return { ok: true, value: { ...shown, search: { text, number, prize: undefined } }, next };
  }
  const found = await page(1, number > 1 ? String(number - 1) : undefined);
  if (!found.ok) return found;
  const hit = found.value.find(({ ticket_number }) => ticket_number === number);
  return { ok: true, value: { ...shown, search: { text, number, prize: hit?.prize } }, next };
}

/** Groups the winners by prize, in the manager's order. */
function groupByPrize(raffle: Raffle, list: readonly Winner[]): [string, number[]][] {
  const won = new Set(list.map(({ prize }) => prize));
  const prizes = raffle.prizes.filter(({ name }) => won.has(name));
  const groups = new Map<string, number[]>(prizes.map(({ name }) => [name, []]));
  for (const { ticket_number, prize } of list) groups.get(prize)?.push(ticket_number);
  return [...groups];
}

function searchText({ number, prize }: NonNullable<WinnersPage["search"]>): string {
  if (number === undefined) return texts.findInvalid;
  return prize === undefined ? texts.notFound(number) : texts.found(number, nameInText(prize));
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
    <h2 id="winners-heading">{texts.heading}</h2>
    <p>{texts.none}</p>
  </section>
);

/** Renders the winners by prize, with a search and links to other pages. */
export function Winners({
  raffle,
  shown,
  format,
}: {
  raffle: Raffle;
  shown: WinnersPage;
  format: Formatter;
}) {
  const { list, next, isContinued, search } = shown;
  const path = `/r/${raffle.raffle_id}`;
  const count = countDrawn(raffle.prizes, raffle.claimed_tickets);
  const [first, last] = [list[0]?.ticket_number, list.at(-1)?.ticket_number];
  return (
    <section id="winners" aria-labelledby="winners-heading">
      <h2 id="winners-heading">{texts.heading}</h2>
      <p>{texts.count(count, format.number)}</p>
      <search>
        <form class="row" method="get" action={`${path}#winners`}>
          <label for="find">{texts.find}</label>
          <input id="find" name="find" inputmode="numeric" autocomplete="off" value={search?.text ?? ""} />
          <button type="submit" class="quiet">
            {texts.findButton}
          </button>
        </form>
      </search>
      <SearchResult search={search} />
      <div id="listed">
        {(next || isContinued) && first && last && <p class="range">{texts.numbers(first, last)}</p>}
        <dl class="winners">
          {groupByPrize(raffle, list).map(([prize, numbers]) => (
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
        {(next || isContinued) && (
          <nav class="pager" aria-label={texts.heading}>
            {isContinued && <a href={`${path}#winners`}>{texts.first}</a>}
            {next && <a href={`${path}?after=${next.get("cursor")}#winners`}>{texts.next}</a>}
          </nav>
        )}
      </div>
      <p>
        <a href={`${path}/winners.csv`} download>
          {texts.csv}
        </a>
      </p>
    </section>
  );
}
