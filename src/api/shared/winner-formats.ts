import { type Prize, prizeByRank } from "../../domain/prizes";
import type { Winners } from "../../durable-objects/raffle/store";

/** How a list of winners is written. */
interface Notation {
  begin: string;
  /** One winner. */
  line(ticket: number, prize: string): string;
  between: string;
  end: string;
}

/**
 * The places in a name where a spreadsheet may see a formula begin.
 *
 * Spreadsheets take for a formula what begins with one of a few characters
 * (owasp.org/www-community/attacks/CSV_Injection), after blanks too. One that expects another separator than the file
 * has, cuts at its own whatever the quotes; some cut so at tabs and ends of lines.
 *
 * @param separators where it may cut besides
 */
const formulasAfter = (separators: string): RegExp =>
  new RegExp(
    `^(?=\\s*[=+\\-@＝＋－＠]|[\\t\\r\\n])|(?<=[${separators}\\t\\r\\n])(?=(?:[^\\S\\t\\r\\n]|")*[=+\\-@＝＋－＠])`,
    "g",
  );

/** CSV (RFC 4180), or the same with semicolons. Names are quoted; an apostrophe makes a text of a formula. */
function csv(separator: "," | ";"): Notation {
  const formula = formulasAfter(separator === "," ? ";" : ",;");
  const field = (text: string) => `"${text.replace(formula, "'").replaceAll('"', '""')}"`;
  return {
    // The byte order mark tells spreadsheets that it is UTF-8.
    begin: `\ufeffticket_number${separator}prize\r\n`,
    line: (ticket, prize) => `${ticket}${separator}${field(prize)}\r\n`,
    between: "",
    end: "",
  };
}

/** The notations by media type. The parameter is our own: RFC 4180 knows the comma alone. */
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

/** A media type in which winners are listed. */
export type ListType = keyof typeof notations;

function lines({ line, between }: Notation, prizeOf: (rank: number) => string, winners: Winners): string {
  return Array.from(winners.tickets, (ticket, i) => line(ticket, prizeOf(winners.ranks[i] ?? 0))).join(
    between,
  );
}

/** The winners as one text. */
export function listWhole(type: ListType, prizes: readonly Prize[], winners: Winners): string {
  const notation: Notation = notations[type];
  return notation.begin + lines(notation, prizeByRank(prizes), winners) + notation.end;
}

/** How many winners are turned into text at a time. */
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
 * The winners as a stream, written as it is read: a million of them as one text would not fit into memory.
 *
 * @param parts the winners, in parts that are asked for one after the other
 */
export function listAsStream(
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
