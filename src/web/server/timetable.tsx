import type { Raffle, Transcript } from "../../contract/wire";
import { type FactList, Facts } from "./facts";
import { dateTime, texts } from "./visitor";

const Time = ({ at }: { at: string }) => <time datetime={at}>{dateTime(at)}</time>;

type Plan = Pick<Raffle, "opens_at" | "closes_at">;

/** Returns when a raffle opens and closes that is not closed yet. */
export const plannedTimes = ({ opens_at, closes_at }: Plan): FactList => [
  [texts().timetable.opens, opens_at ? <Time at={opens_at} /> : texts().timetable.opensAtOnce],
  [texts().timetable.closes, closes_at ? <Time at={closes_at} /> : texts().timetable.closesNever],
];

/** Returns who starts the draw. */
export const drawFact = ({ draw_automatically }: Pick<Raffle, "draw_automatically">): FactList => [
  [texts().timetable.draw, draw_automatically ? texts().timetable.automatic : texts().timetable.byHand],
];

interface TimetableProps {
  raffle: Raffle;
  /** What ended the claims. Is null until then. */
  closedBy: Transcript["closed_by"];
}

/** Renders when the raffle opens and closes, what has closed it, and who draws it. */
export function Timetable({ raffle, closedBy }: TimetableProps) {
  const { opens_at, closes_at, closed_at } = raffle;
  // What was not planned is of interest only until the raffle closes.
  const times: FactList = closed_at
    ? [
        [texts().timetable.opens, opens_at && <Time at={opens_at} />],
        [texts().timetable.closes, closes_at && <Time at={closes_at} />],
        [texts().timetable.closed, <Time at={closed_at} />],
        [texts().timetable.closedBy, closedBy && texts().timetable.closers[closedBy]],
      ]
    : plannedTimes(raffle);
  return (
    <section id="timetable" aria-labelledby="timetable-heading">
      <h2 id="timetable-heading">{texts().timetable.heading}</h2>
      <Facts facts={[...times, ...drawFact(raffle)]} />
    </section>
  );
}
