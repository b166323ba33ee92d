import type { Context } from "hono";
import type { Raffle, Winner } from "../../contract/wire";
import { MAX_TICKETS } from "../../domain/facts";
import type { App } from "../../http/guard";
import { nameInText, shownName } from "../shared/names";
import { numberFrom } from "../shared/typed-number";
import { winners as texts } from "../texts/en";
import { type Answer, apiFor, raffleParam, readAnswer } from "./api-client";
import type { Reader } from "./reader";

/** As many winners as a page shows. */
const WINNERS_PER_PAGE = 100;

/** A part of the winners, and the ticket that was looked for. */
export interface ShownWinners {
  list: Winner[];
  next: URLSearchParams | undefined;
  begun: boolean;
  /** The number that was typed, and its prize if it wins. */
  sought?: { text: string; number: number | undefined; prize: string | undefined };
}

/** Reads the winners that the page's query names: `?after=` a ticket number, `?find=` one. */
export async function readWinners(c: Context<App>): Promise<Answer<ShownWinners>> {
  const after = /^[1-9]\d{0,8}$/.exec(c.req.query("after") ?? "")?.[0];
  const page = async (limit: number, cursor: string | undefined) => {
    const query = { limit: String(limit), ...(cursor !== undefined && { cursor }) };
    const { winners } = apiFor(c).raffles[":raffle_id"];
    return readAnswer(c, await winners.index.$get({ param: raffleParam(c), query }));
  };
  const listed = await page(WINNERS_PER_PAGE, after);
  if (!listed.ok) return listed;
  const { value: list, next } = listed;
  const shown: ShownWinners = { list, next, begun: after !== undefined };
  const text = c.req.query("find")?.trim();
  if (!text) return { ok: true, value: shown, next };
  const typed = numberFrom(text);
  const number = typeof typed === "number" && typed >= 1 && typed <= MAX_TICKETS ? typed : undefined;
  if (number === undefined) {
    return { ok: true, value: { ...shown, sought: { text, number, prize: undefined } }, next };
  }
  const found = await page(1, number > 1 ? String(number - 1) : undefined);
  if (!found.ok) return found;
  const hit = found.value.find(({ ticket_number }) => ticket_number === number);
  return { ok: true, value: { ...shown, sought: { text, number, prize: hit?.prize } }, next };
}

/** The winners of one page by prize, in the manager's order. */
function byPrize(raffle: Raffle, list: readonly Winner[]): [string, number[]][] {
  const groups = new Map<string, number[]>(raffle.prizes.map(({ name }) => [name, []]));
  for (const { ticket_number, prize } of list) groups.get(prize)?.push(ticket_number);
  return [...groups].filter(([, numbers]) => numbers.length > 0);
}

function wordsFor({ number, prize }: NonNullable<ShownWinners["sought"]>): string {
  if (number === undefined) return texts.findInvalid;
  return prize === undefined ? texts.notFound(number) : texts.found(number, nameInText(prize));
}

/** Empty until something is looked for: client/forms.ts fills it then. */
const Sought = ({ sought }: Pick<ShownWinners, "sought">) => (
  <p class={`notice sought ${sought?.prize === undefined ? "" : "good"}`} role="status" dir="auto">
    {sought && wordsFor(sought)}
  </p>
);

/** The winners by prize, to be searched by number and paged through. */
export function Winners({ raffle, shown, reader }: { raffle: Raffle; shown: ShownWinners; reader: Reader }) {
  const { list, next, begun, sought } = shown;
  const path = `/r/${raffle.raffle_id}`;
  const count = raffle.prizes.reduce((sum, { amount }) => sum + amount, 0);
  const [first, last] = [list[0]?.ticket_number, list.at(-1)?.ticket_number];
  return (
    <section id="winners" aria-labelledby="winners-heading">
      <h2 id="winners-heading">{texts.heading}</h2>
      <p>{texts.count(count, reader.number)}</p>
      <search>
        <form class="row" method="get" action={`${path}#winners`}>
          <label for="find">{texts.find}</label>
          <input id="find" name="find" inputmode="numeric" autocomplete="off" value={sought?.text ?? ""} />
          <button type="submit" class="quiet">
            {texts.findButton}
          </button>
        </form>
      </search>
      <Sought sought={sought} />
      <div id="listed">
        {(next || begun) && first && last && <p class="range">{texts.numbers(first, last)}</p>}
        <dl class="winners">
          {byPrize(raffle, list).map(([prize, numbers]) => (
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
        {(next || begun) && (
          <nav class="pager" aria-label={texts.heading}>
            {begun && <a href={`${path}#winners`}>{texts.first}</a>}
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
