import type { Child } from "hono/jsx";
import type { RaffleSummary } from "../../contract/wire";
import { shownName } from "../shared/names";
import { common } from "../texts/en";
import type { Formatter } from "./formatter";
import { Progress, StageMark } from "./progress";

interface CardProps {
  raffle: RaffleSummary;
  /** The path of the linked page, without the id. */
  path: "/r" | "/manage";
  format: Formatter;
  children?: Child;
}

/** Renders a raffle in a list, even one that can't be reached. client/list.ts keeps it up to date. */
export const Card = ({ raffle, path, format, children }: CardProps) => (
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
    <Progress raffle={raffle} format={format} />
  </li>
);
