/** A media type of lists. The `separator` parameter is our own: RFC 4180 has only commas. */
export const LIST_TYPES = ["application/json", "text/csv", "text/csv;separator=semicolon"] as const;
export type ListType = (typeof LIST_TYPES)[number];

/** Defines how a list is written. */
interface Notation<T> {
  begin: string;
  line(item: T): string;
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

type Cell = string | number | null;

/** Returns the CSV notation (RFC 4180). Texts are quoted. An apostrophe turns a formula into text. */
function csv<K extends string>(columns: readonly K[], separator: "," | ";"): Notation<Record<K, Cell>> {
  const formula = formulasAfter(separator === "," ? ";" : ",;");
  const quote = (text: string) => `"${text.replace(formula, "'").replaceAll('"', '""')}"`;
  const field = (cell: Cell) => (typeof cell === "string" ? quote(cell) : (cell ?? ""));
  return {
    // Spreadsheets recognize UTF-8 by the byte order mark.
    begin: `\ufeff${columns.join(separator)}\r\n`,
    line: (item) => `${columns.map((column) => field(item[column])).join(separator)}\r\n`,
    between: "",
    end: "",
  };
}

const json: Notation<unknown> = { begin: "[", line: (item) => JSON.stringify(item), between: ",", end: "]" };

/** Returns the notation of a media type. A CSV file has the given columns. */
function notationOf<K extends string>(type: ListType, columns: readonly K[]): Notation<Record<K, Cell>> {
  if (type === "application/json") return json;
  return csv(columns, type === "text/csv" ? "," : ";");
}

const lines = <T>({ line, between }: Notation<T>, items: readonly T[]): string =>
  items.map(line).join(between);

/** Returns the list as one text. */
export function formatList<K extends string>(
  type: ListType,
  columns: readonly K[],
  items: readonly Record<K, Cell>[],
): string {
  const notation = notationOf(type, columns);
  return notation.begin + lines(notation, items) + notation.end;
}

async function* texts<T>(notation: Notation<T>, parts: AsyncIterable<readonly T[]>): AsyncGenerator<string> {
  yield notation.begin;
  let before = "";
  for await (const items of parts) {
    if (items.length === 0) continue;
    yield before + lines(notation, items);
    before = notation.between;
  }
  yield notation.end;
}

/**
 * Streams a list that would not fit into memory as one text.
 *
 * @param parts the items, read part by part as the client reads the stream
 */
export function streamList<K extends string>(
  type: ListType,
  columns: readonly K[],
  parts: AsyncIterable<readonly Record<K, Cell>[]>,
): ReadableStream<Uint8Array> {
  const chunks = texts(notationOf(type, columns), parts);
  const utf8 = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(utf8.encode(value));
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
