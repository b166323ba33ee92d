// Paths, queries and headers that no well-meaning client sends.
import fc from "fast-check";

/** Generates segments of a path. */
export const oddSegments = fc.oneof(
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

/** Generates values of query parameters. */
export const oddQueryValues = fc.oneof(
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
  oddSegments,
);

/** Generates header fields of clients, proxies and scanners, with valid and invalid values. */
export const oddHeaders = fc.dictionary(
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

/** Generates media types other than JSON's, and unusual spellings. */
export const oddMediaTypes = fc.constantFrom(
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
