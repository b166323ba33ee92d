import type { Child } from "hono/jsx";
import type { RaffleSummary } from "../../contract/wire";
import { shownName } from "../shared/names";
import { common } from "../texts/en";
import { Progress, StageMark } from "./progress";
import type { Reader } from "./reader";

interface Shown {
  raffle: RaffleSummary;
  /** The folder of the page that the card leads to. */
  path: "/r" | "/manage";
  reader: Reader;
  children?: Child;
}

/** A raffle in a list, also one that can't be reached right now. client/list.ts keeps it up to date. */
export const Card = ({ raffle, path, reader, children }: Shown) => (
  <li class="card">
    <div class="card-head">
      <h3>
        <a href={`${path}/${raffle.raffle_id}`} dir="auto">
          {raffle.name === null ? common.unknown(raffle.raffle_id) : shownName(raffle.name)}
        </a>
      </h3>
      <StageMark raffle={raffle} />
    </div>
    {children}
    <Progress raffle={raffle} reader={reader} />
  </li>
);
