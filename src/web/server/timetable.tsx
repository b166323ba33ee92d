import type { Child } from "hono/jsx";
import type { Raffle, Transcript } from "../../contract/wire";
import { timetable as texts } from "../texts/en";
import type { Formatter } from "./formatter";

interface TimetableProps {
  raffle: Raffle;
  /** What ended the claims. Is null until then. */
  closedBy: Transcript["closed_by"];
  format: Formatter;
}

/** Renders when the raffle opens and closes, what has closed it, and who draws it. */
export function Timetable({ raffle, closedBy, format }: TimetableProps) {
  const { opens_at, closes_at, closed_at } = raffle;
  const time = (at: string) => <time datetime={at}>{format.dateTime(at)}</time>;
  // What was not planned is of interest only until the raffle closes.
  const facts: [string, Child][] = [
    [texts.opens, opens_at ? time(opens_at) : !closed_at && texts.opensAtOnce],
    [texts.closes, closes_at ? time(closes_at) : !closed_at && texts.closesNever],
    [texts.closed, closed_at && time(closed_at)],
    [texts.closedBy, closedBy && texts.closers[closedBy]],
    [texts.draw, raffle.draw_automatically ? texts.automatic : texts.byHand],
  ];
  return (
    <section id="timetable" aria-labelledby="timetable-heading">
      <h2 id="timetable-heading">{texts.heading}</h2>
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
