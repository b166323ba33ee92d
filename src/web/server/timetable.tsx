import type { Child } from "hono/jsx";
import type { Raffle, Transcript } from "../../contract/wire";
import { dateTime, texts } from "./visitor";

interface TimetableProps {
  raffle: Raffle;
  /** What ended the claims. Is null until then. */
  closedBy: Transcript["closed_by"];
}

/** Renders when the raffle opens and closes, what has closed it, and who draws it. */
export function Timetable({ raffle, closedBy }: TimetableProps) {
  const { opens_at, closes_at, closed_at } = raffle;
  const time = (at: string) => <time datetime={at}>{dateTime(at)}</time>;
  // What was not planned is of interest only until the raffle closes.
  const facts: [string, Child][] = [
    [texts().timetable.opens, opens_at ? time(opens_at) : !closed_at && texts().timetable.opensAtOnce],
    [texts().timetable.closes, closes_at ? time(closes_at) : !closed_at && texts().timetable.closesNever],
    [texts().timetable.closed, closed_at && time(closed_at)],
    [texts().timetable.closedBy, closedBy && texts().timetable.closers[closedBy]],
    [
      texts().timetable.draw,
      raffle.draw_automatically ? texts().timetable.automatic : texts().timetable.byHand,
    ],
  ];
  return (
    <section id="timetable" aria-labelledby="timetable-heading">
      <h2 id="timetable-heading">{texts().timetable.heading}</h2>
      <dl class="timetable">
        {facts.map(
          ([term, fact]) =>
            fact && (
              <>
                <dt>{term}</dt>
                <dd>{fact}</dd>
              </>
            ),
        )}
      </dl>
    </section>
  );
}
