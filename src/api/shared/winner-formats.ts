import { type Prize, prizeByRank } from "../../domain/prizes";
import type { Winners } from "../../durable-objects/raffle/store";

/** Defines how a list of winners is written. */
interface Notation {
  begin: string;
  /** Writes one winner. */
  line(ticket: number, prize: string): string;
  between: string;
  end: string;
}

/**
 * Matches the places in a name where a spreadsheet may start a formula.
 *
 * A cell is a formula if it begins with one of a few characters
 * (owasp.org/www-community/attacks/CSV_Injection), even after whitespace. A spreadsheet that expects another
 * separator splits quoted text at its own separator. Some also split at tabs and line ends.
 *
 * @param separators the characters at which a spreadsheet may split, besides tabs and line ends
 */
const formulasAfter = (separators: string): RegExp =>
  new RegExp(
    `^(?=\\s*[=+\\-@＝＋－＠]|[\\t\\r\\n])|(?<=[${separators}\\t\\r\\n])(?=(?:[^\\S\\t\\r\\n]|")*[=+\\-@＝＋－＠])`,
    "g",
  );

/** Returns the CSV notation (RFC 4180). Names are quoted. An apostrophe turns a formula into text. */
function csv(separator: "," | ";"): Notation {
  const formula = formulasAfter(separator === "," ? ";" : ",;");
  const field = (text: string) => `"${text.replace(formula, "'").replaceAll('"', '""')}"`;
  return {
    // Spreadsheets recognize UTF-8 by the byte order mark.
    begin: `\ufeffticket_number${separator}prize\r\n`,
    line: (ticket, prize) => `${ticket}${separator}${field(prize)}\r\n`,
    between: "",
    end: "",
  };
}

/** Maps media types to notations. The `separator` parameter is our own: RFC 4180 has only commas. */
export const notations = {
  "application/json": {
    begin: "[",
    line: (ticket, prize) => JSON.stringify({ ticket_number: ticket, prize }),
    between: ",",
    end: "]",
  },
  "text/csv": csv(","),
  "text/csv;separator=semicolon": csv(";"),
} satisfies Record<string, Notation>;

/** Names a media type for lists of winners. */
export type ListType = keyof typeof notations;

function lines({ line, between }: Notation, prizeOf: (rank: number) => string, winners: Winners): string {
  return Array.from(winners.tickets, (ticket, i) => line(ticket, prizeOf(winners.ranks[i] ?? 0))).join(
    between,
  );
}

/** Returns the winners as one text. */
export function formatWinners(type: ListType, prizes: readonly Prize[], winners: Winners): string {
  const notation: Notation = notations[type];
  return notation.begin + lines(notation, prizeByRank(prizes), winners) + notation.end;
}

const WINNERS_PER_CHUNK = 1000;

async function* chunks(
  notation: Notation,
  prizes: readonly Prize[],
  parts: AsyncIterable<Winners>,
): AsyncGenerator<string> {
  const prizeOf = prizeByRank(prizes);
  yield notation.begin;
  let before = "";
  for await (const { tickets, ranks } of parts) {
    for (let start = 0; start < tickets.length; start += WINNERS_PER_CHUNK) {
      const [from, to] = [start, start + WINNERS_PER_CHUNK];
      const part = { tickets: tickets.subarray(from, to), ranks: ranks.subarray(from, to) };
      yield before + lines(notation, prizeOf, part);
      before = notation.between;
    }
  }
  yield notation.end;
}

/**
 * Streams the winners. A million winners in one text would not fit into memory.
 *
 * @param parts the winners, read part by part as the client reads the stream
 */
export function streamWinners(
  type: ListType,
  prizes: readonly Prize[],
  parts: AsyncIterable<Winners>,
): ReadableStream<Uint8Array> {
  const texts = chunks(notations[type], prizes, parts);
  const utf8 = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(utf8.encode(value));
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}
