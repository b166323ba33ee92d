import type { Child } from "hono/jsx";
import type { RaffleSummary } from "../../contract/wire";
import { shownName } from "../shared/names";
import { common } from "../texts/en";
import type { Formatter } from "./formatter";
import { NextChange, Progress, StageMark } from "./progress";

interface CardProps {
  raffle: RaffleSummary;
  /** The position on the page. */
  place: number;
  /** The path of the linked page, without the id. */
  path: "/r" | "/manage";
  format: Formatter;
  children?: Child;
}

/** Renders a raffle in a list, even one that can't be reached. client/list.ts keeps it up to date. */
const Card = ({ raffle, place, path, format, children }: CardProps) => (
  <li class="card" data-place={place}>
    <div class="card-head">
      <h3>
        <a href={`${path}/${raffle.raffle_id}`} dir="auto">
          {raffle.name === null ? common.unknown(raffle.raffle_id) : shownName(raffle.name)}
        </a>
      </h3>
      <StageMark raffle={raffle} />
    </div>
    {children}
    <NextChange raffle={raffle} format={format} />
    <Progress raffle={raffle} format={format} />
  </li>
);

/** The groups of a list, in their order on the page. The last one has raffles that can't be reached. */
const GROUPS = ["open", "scheduled", "closed", "drawn", null] as const;

interface CardsProps extends Pick<CardProps, "path" | "format"> {
  raffles: readonly RaffleSummary[];
  /** Renders what stands between the name and the progress of a card. */
  details?: (raffle: RaffleSummary) => Child;
}

/** Renders a list of raffles by their status. The script moves cards, so empty groups are hidden. */
export const Cards = ({ raffles, path, format, details }: CardsProps) => {
  const placed = raffles.map((raffle, place) => ({ raffle, place }));
  return (
    <>
      {GROUPS.map((status) => {
        const group = placed.filter(({ raffle }) => raffle.status === status);
        return (
          <section
            class="group"
            data-status={status ?? "unknown"}
            aria-labelledby={`group-${status}`}
            hidden={group.length === 0}
          >
            <h2 id={`group-${status}`}>{status ? common.groups[status] : common.unreachable}</h2>
            <ul class="cards">
              {group.map(({ raffle, place }) => (
                <Card raffle={raffle} place={place} path={path} format={format}>
                  {details?.(raffle)}
                </Card>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
};
