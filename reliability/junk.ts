// Values that no well-meaning client sends.
import fc from "fast-check";

/** The longest body that the service accepts, in bytes. Kept apart from src, which this must be able to contradict. */
export const LONGEST_BODY = 256 * 1024;

const HUGE = "x".repeat(10 * 2 ** 20);
const deep = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);

/** Values in JSON's own notation: some have none in JavaScript. */
export const jsonValues = fc.oneof(
  fc.constantFrom(
    "null",
    "true",
    "false",
    "{}",
    "[]",
    '""',
    "0",
    "-0",
    "-1",
    "1",
    "1.0",
    "1e0",
    "0.5",
    "1.5",
  ),
  fc.constantFrom("9007199254740991", "9007199254740992", "9007199254740993", "-9007199254740993", "1e400"),
  fc.constantFrom("1e-400", "100000000", "100000001", "4294967296", "2147483648", "9".repeat(5000)),
  fc.constantFrom('"1"', '"\\u0000"', '"\\ud800"', '"\\udfff\\ud800"', '"🎟"', '"\\u202e"', '"__proto__"'),
  fc.constantFrom('["1"]', '{"length": 1}', '{"toString": null}', '{"__proto__": {"name": "x"}}'),
  fc.constantFrom(deep("[", "]", 50), `"${"x".repeat(101)}"`),
  fc.constantFrom(`"${"🎟".repeat(100)}"`, `"${"🎟".repeat(101)}"`, `"${"a\u0301".repeat(50)}"`),
  fc.string({ unit: "binary", maxLength: 120 }).map((text) => JSON.stringify(text)),
  fc.double().map((number) => String(JSON.stringify(number))),
  fc.integer().map(String),
  fc.json({ maxDepth: 3 }),
);

/** Numbers and texts at the bounds that schemas have, just within and just beyond. */
const boundNumbers = [
  "0",
  "-0",
  "-1",
  "1.5",
  "1.0",
  "100000000",
  "100000001",
  "2147483649",
  "9007199254740993",
];
const boundTexts = [
  ...["", "x".repeat(100), "x".repeat(101), "🎟".repeat(100), "🎟".repeat(101), "\u0000"],
  // Accents in the wrong order: to sort so many takes seconds.
  "\u0301\u0323".repeat(40_000),
];

/** Values in JSON's notation in place of `right`: at the bounds of its type, half of them. */
export const valuesLike = (right: string): fc.Arbitrary<string> => {
  const bounds = right.startsWith('"') ? boundTexts.map((text) => JSON.stringify(text)) : boundNumbers;
  return fc.oneof(fc.constantFrom(...bounds), jsonValues);
};

/** A body that is right, in ways to write and to send it that are not all. */
export const encoded = (right: string): fc.Arbitrary<string | Buffer> =>
  fc.constantFrom(
    Buffer.from(right.replace("a", "\xe9"), "latin1"),
    Buffer.from(right, "utf16le"),
    `\ufeff${right}`,
    ` \r\n\t${right} `,
    `${right}\u0000`,
    right + right,
    right.padEnd(LONGEST_BODY),
    right.padEnd(LONGEST_BODY + 1),
    right.padEnd(2 ** 20),
  );

/** Bodies that are no object of the schema's, or no JSON. */
export const oddBodies = fc.oneof(
  { weight: 6, arbitrary: jsonValues },
  {
    weight: 4,
    arbitrary: fc.constantFrom<string | Buffer>(
      "",
      " ",
      "{",
      "{'name': 1}",
      "{,}",
      "[1,]",
      "NaN",
      "name=x&total_tickets=1",
      "\u0000",
      "\ufeff{}",
      Buffer.from('{"name": "x"}', "utf16le"),
      Buffer.from('{"name": "caf\xe9"}', "latin1"),
      Buffer.from([0xff, 0xfe, 0x00]),
      Buffer.from([0x1f, 0x8b, 0x08, 0x00]),
      "{} {}",
      '{"name": "x"',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      deep("[", "]", 100_000),
      `${'{"a":'.repeat(30_000)}1${"}".repeat(30_000)}`,
      `{"prizes": ${deep("[", "]", 100_000)}}`,
      `{"prizes": [${'{"name":"x","amount":1},'.repeat(10_000)}{}]}`,
      `{${'"a":1,'.repeat(30_000)}"a":1}`,
    ),
  },
);
/** Ten megabytes: rare, as each takes long to send. */
export const hugeBodies = fc.constantFrom(
  HUGE,
  JSON.stringify({ name: HUGE }),
  `[${HUGE.replaceAll("x", "0,")}0]`,
);

/** Parts of a path. */
export const junkSegments = fc.oneof(
  fc.constantFrom(
    "x",
    "%",
    "%zz",
    "%00",
    "%0a",
    "%2e%2e",
    "%2f",
    "..",
    ".",
    "%c3%28",
    "%ff",
    "%f0%9f%8e%9f",
    "+",
  ),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "null",
    "undefined",
    "0",
    "-1",
    "1e309",
    "{raffle_id}",
  ),
  fc.constantFrom("a".repeat(8000), "%25%32%65", "*", "'", ";", "00000000-0000-0000-0000-000000000000"),
  fc.string({ unit: "binary", maxLength: 40 }).map((text) => encodeURIComponent(text.toWellFormed())),
);
/** Values of query parameters. */
export const queryValues = fc.oneof(
  fc.constantFrom(
    "1",
    "10",
    "100",
    "101",
    "1000",
    "1001",
    "0",
    "-1",
    "1.5",
    "1e2",
    "0x10",
    "",
    "NaN",
    "%20",
    "%00",
  ),
  fc.constantFrom(
    "9007199254740993",
    "9".repeat(400),
    "1-1",
    "0-0",
    "999999999999999-1",
    "1-",
    "-",
    "%EF%BC%91",
  ),
  junkSegments,
);
/** Header fields as clients, proxies and scanners send them, or should not. */
export const headers = fc.dictionary(
  fc.constantFrom(
    ...[
      "Idempotency-Key",
      "Accept",
      "Origin",
      "Sec-Fetch-Site",
      "CF-Connecting-IP",
      "Content-Encoding",
      "Range",
    ],
    ...[
      "X-Forwarded-For",
      "X-HTTP-Method-Override",
      "If-None-Match",
      "Cookie",
      "Authorization",
      "X-Request-Id",
    ],
    ...["Access-Control-Request-Method", "Accept-Encoding", "Forwarded", "Prefer", "Referer"],
  ),
  fc.oneof(
    fc.constantFrom(
      "",
      " ",
      "*",
      "*/*",
      "text/csv",
      "text/csv;q=x",
      ";",
      ",,,",
      "null",
      "a".repeat(16),
      "a".repeat(5000),
    ),
    fc.constantFrom(
      "same-origin",
      "cross-site",
      "http://localhost",
      "https://evil.example",
      "//",
      "gzip",
      "bytes=0-0",
    ),
    fc.constantFrom(
      "127.0.0.1",
      "::1",
      "::ffff:7f00:1",
      "1.2.3.4, 127.0.0.1",
      "2001:db8::1%eth0",
      "DELETE",
      "\xff\xe9",
    ),
    fc.string({
      unit: fc
        .integer({ min: 0x20, max: 0xff })
        .filter((n) => n !== 0x7f)
        .map((n) => String.fromCharCode(n)),
    }),
  ),
  { maxKeys: 2 },
);
/** Media types that are not JSON's, or written oddly. */
export const oddTypes = fc.constantFrom(
  "Application/JSON; charset=utf-16",
  "text/plain",
  "application/json+x",
  "application/problem+json",
  "application/xml",
  "application/x-www-form-urlencoded",
  ";",
  "*/*",
  "",
);
