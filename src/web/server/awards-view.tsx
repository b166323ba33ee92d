import type { Context } from "hono";
import type { Award, Raffle } from "../../contract/wire";
import type { App } from "../../http/guard";
import { shownName } from "../shared/names";
import { type Answer, apiFor, raffleParam, readAnswer } from "./api-client";
import { dateTime, texts } from "./visitor";

const AWARDS_PER_PAGE = 50;

/** One page of the awards. */
export interface AwardsPage {
  list: Award[];
  /** Continues the list. */
  cursor: string | undefined;
  isContinued: boolean;
}

/** Reads the page of the awards after a rank (`?rank=`). */
export async function readAwards(c: Context<App>): Promise<Answer<AwardsPage>> {
  const after = /^[1-9]\d{0,8}$/.exec(c.req.query("rank") ?? "")?.[0];
  const query = { limit: String(AWARDS_PER_PAGE), ...(after !== undefined && { cursor: after }) };
  const { awards } = apiFor(c).raffles[":raffle_id"];
  const listed = await readAnswer(c, await awards.index.$get({ param: raffleParam(c), query }));
  if (!listed.ok) return listed;
  const cursor = listed.next?.get("cursor") ?? undefined;
  return { ...listed, value: { list: listed.value, cursor, isContinued: after !== undefined } };
}

const Status = ({ award }: { award: Award }) => {
  const { status, collected_at: at, passed_to: passedTo } = award;
  if (status === "won") return <>{texts().awards.won}</>;
  if (status === "forfeited")
    return <>{passedTo === null ? texts().awards.forfeited : texts().awards.passedOn(passedTo)}</>;
  return (
    <>
      {texts().awards.collected} {at !== null && <time datetime={at}>{dateTime(at)}</time>}
    </>
  );
};

interface Props {
  raffle: Raffle;
  page: AwardsPage;
}

/**
 * Renders the winners by rank with what became of their prizes, and the ways to the prize desk and projector.
 */
export const Awards = ({ raffle, page: { list, cursor, isContinued } }: Props) => {
  const path = `/manage/${raffle.raffle_id}`;
  return (
    <section id="awards" aria-labelledby="awards-heading">
      <h3 id="awards-heading">{texts().awards.heading}</h3>
      <div class="choices">
        <a class="button" href={`${path}/desk`}>
          {texts().awards.openDesk}
        </a>
        <a class="button quiet" href={`${path}/reveal`}>
          {texts().reveal.link}
        </a>
        <a class="button quiet" href={`${path}/awards.csv`} download>
          {texts().awards.csv}
        </a>
      </div>
      <table class="awards">
        <thead>
          <tr>
            <th scope="col">{texts().awards.rank}</th>
            <th scope="col">{texts().awards.ticket}</th>
            <th scope="col">{texts().awards.prize}</th>
            <th scope="col">{texts().awards.status}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((award) => (
            <tr data-status={award.status}>
              <td>{texts().number(award.rank)}</td>
              <td class="ticket-number">{award.ticket_number}</td>
              <td dir="auto">{shownName(award.prize)}</td>
              <td>
                <Status award={award} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {(cursor !== undefined || isContinued) && (
        <nav class="pager" aria-label={texts().awards.pages}>
          {isContinued && <a href={`${path}#awards`}>{texts().awards.first}</a>}
          {cursor !== undefined && <a href={`${path}?rank=${cursor}#awards`}>{texts().awards.next}</a>}
        </nav>
      )}
    </section>
  );
};
