import type { Child } from "hono/jsx";
import type { RaffleSummary } from "../../contract/wire";
import { shownName } from "../shared/names";
import { NextChange, Progress, StageMark } from "./progress";
import { texts } from "./visitor";

interface CardProps {
  raffle: RaffleSummary;
  /** The position on the page. */
  place: number;
  /** The path of the linked page, without the id. */
  path: "/r" | "/manage";
  children?: Child;
}

/** Renders a raffle in a list, even one that can't be reached. client/list.ts keeps it up to date. */
const Card = ({ raffle, place, path, children }: CardProps) => (
  <li class="card" data-place={place}>
    <div class="card-head">
      <h3>
        <a href={`${path}/${raffle.raffle_id}`} dir="auto">
          {raffle.name === null ? texts().common.unknown(raffle.raffle_id) : shownName(raffle.name)}
        </a>
      </h3>
      <StageMark raffle={raffle} />
    </div>
    {children}
    <NextChange raffle={raffle} />
    <Progress raffle={raffle} />
  </li>
);

/** The groups of a list, in their order on the page. The last one has raffles that can't be reached. */
const GROUPS = ["open", "scheduled", "closed", "drawn", null] as const;

interface CardsProps extends Pick<CardProps, "path"> {
  raffles: readonly RaffleSummary[];
  /** Renders what stands between the name and the progress of a card. */
  details?: (raffle: RaffleSummary) => Child;
}

/** Renders a list of raffles by their status. The script moves cards, so empty groups are hidden. */
export const Cards = ({ raffles, path, details }: CardsProps) => {
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
            <h2 id={`group-${status}`}>
              {status ? texts().common.groups[status] : texts().common.unreachable}
            </h2>
            <ul class="cards">
              {group.map(({ raffle, place }) => (
                <Card raffle={raffle} place={place} path={path}>
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
