import { describe, expect, it } from "vitest";
import { IDEMPOTENCY_KEY, WRITTEN_CODE } from "../../src/contract/shapes";
import { CODE_BYTES, writeCode } from "../../src/domain/verification-code";

describe("WRITTEN_CODE", () => {
  it("matches every code that writeCode writes", () => {
    for (let n = 0; n < 1000; n++) {
      expect(writeCode(crypto.getRandomValues(new Uint8Array(CODE_BYTES)))).toMatch(WRITTEN_CODE);
    }
    for (const byte of [0, 255])
      expect(writeCode(new Uint8Array(CODE_BYTES).fill(byte))).toMatch(WRITTEN_CODE);
  });

  it.each(["I", "L", "O", "U", "a", "-", "é"])("does not match a code with %s", (letter) => {
    expect(`${letter}GZ7-0QWN-T5CX-8M2K-VRYH-6B1D`).not.toMatch(WRITTEN_CODE);
  });
});

describe("IDEMPOTENCY_KEY", () => {
  it.each([
    ["x".repeat(16), true],
    ["x".repeat(255), true],
    [" ~".repeat(8), true],
    ["x".repeat(15), false],
    ["x".repeat(256), false],
    ["\u007f".repeat(16), false],
    [`${"x".repeat(16)}\n`, false],
  ])("tests %j as %s", (key, expected) => {
    expect(IDEMPOTENCY_KEY.test(key)).toBe(expected);
  });
});
