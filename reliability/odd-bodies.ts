// Bodies of requests that no well-meaning client sends.
import fc from "fast-check";

/** Is the longest body that the service accepts. Not imported from src, so that a mistake there is found. */
export const MAX_BODY_BYTES = 256 * 1024;

const TEN_MEGABYTES = "x".repeat(10 * 2 ** 20);
const nest = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);

/** Generates JSON texts. JavaScript can't represent some of their values. */
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
  fc.constantFrom(nest("[", "]", 50), `"${"x".repeat(101)}"`),
  fc.constantFrom(`"${"🎟".repeat(100)}"`, `"${"🎟".repeat(101)}"`, `"${"a\u0301".repeat(50)}"`),
  fc.string({ unit: "binary", maxLength: 120 }).map((text) => JSON.stringify(text)),
  fc.double().map((number) => String(JSON.stringify(number))),
  fc.integer().map(String),
  fc.json({ maxDepth: 3 }),
);

/** Lists numbers at the bounds of the schemas, just within and just beyond. */
const boundaryNumbers = [
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
const boundaryBooleans = ["true", "false", "null", "0", "1", '"true"', '"false"', '""', "[]", "[true]"];
/** Lists texts at the bounds of the schemas. */
const boundaryTexts = [
  ...["x".repeat(2000), "x".repeat(2001), "🎟".repeat(2000), "🎟".repeat(2001)],
  ...["", "x".repeat(100), "x".repeat(101), "🎟".repeat(100), "🎟".repeat(101), "\u0000"],
  // Normalization sorts these accents, which takes seconds.
  "\u0301\u0323".repeat(40_000),
];

/** Generates JSON texts to replace `valid`. Half of them are at the bounds of its type. */
export const replacementsFor = (valid: string): fc.Arbitrary<string> => {
  const texts = valid.startsWith('"') ? boundaryTexts.map((text) => JSON.stringify(text)) : boundaryNumbers;
  const bounds = ["true", "false"].includes(valid) ? boundaryBooleans : texts;
  return fc.oneof(fc.constantFrom(...bounds), jsonValues);
};

/** Generates unusual encodings of a valid body. The service accepts some of them. */
export const unusualEncodings = (valid: string): fc.Arbitrary<string | Buffer> =>
  fc.constantFrom(
    Buffer.from(valid.replace("a", "\xe9"), "latin1"),
    Buffer.from(valid, "utf16le"),
    `\ufeff${valid}`,
    ` \r\n\t${valid} `,
    `${valid}\u0000`,
    valid + valid,
    valid.padEnd(MAX_BODY_BYTES),
    valid.padEnd(MAX_BODY_BYTES + 1),
    valid.padEnd(2 ** 20),
  );

/** Generates bodies that are not JSON, or not the JSON of any schema. */
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
      nest("[", "]", 100_000),
      `${'{"a":'.repeat(30_000)}1${"}".repeat(30_000)}`,
      `{"prizes": ${nest("[", "]", 100_000)}}`,
      `{"prizes": [${'{"name":"x","amount":1},'.repeat(10_000)}{}]}`,
      `{${'"a":1,'.repeat(30_000)}"a":1}`,
    ),
  },
);

/** Generates bodies of ten megabytes. Use few of them, because each takes long to send. */
export const hugeBodies = fc.constantFrom(
  TEN_MEGABYTES,
  JSON.stringify({ name: TEN_MEGABYTES }),
  `[${TEN_MEGABYTES.replaceAll("x", "0,")}0]`,
);
