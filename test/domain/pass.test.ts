import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_PASSES, makePass, numberOfPass, PASS_BYTES, readPass, writePass } from "../../src/domain/pass";
import { raffleSecrets, SECRET_BYTES } from "../../src/domain/secrets";

const secret = Uint8Array.from({ length: SECRET_BYTES }, (_, i) => i);
const ones = new Uint8Array(7).fill(255);
const zeros = new Uint8Array(7);

describe("a pass", () => {
  it.each([
    [1, "0000-082D-YB69-K4GJ"],
    [2, "0000-0NM3-H0SW-5F19"],
    [100_000_000, "QTY2-063E-5Y7M-XR2Y"],
  ])("of number %i is the same in every release, because cards are printed with it", async (number, text) => {
    // Computed independently with Python's hmac.
    expect(writePass((await raffleSecrets(secret)).passOf(number))).toBe(text);
  });

  it("is read as it was written", async () => {
    const pass = (await raffleSecrets(secret)).passOf(12_345);
    expect(readPass(writePass(pass))).toEqual(pass);
  });

  it("differs between raffles, and between numbers", async () => {
    const [a, b] = [await raffleSecrets(secret), await raffleSecrets(secret.with(0, 1))];
    const macs = [a.passOf(1), b.passOf(1), a.passOf(2)];
    // The last six bytes have no bit of the number.
    expect(new Set(macs.map((pass) => pass.subarray(4).toHex())).size).toBe(3);
  });

  it("with any of its 80 bits changed is no pass of the raffle", async () => {
    const secrets = await raffleSecrets(secret);
    const pass = secrets.passOf(77);
    for (let bit = 0; bit < 8 * PASS_BYTES; bit++) {
      const changed = pass.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (128 >> (bit & 7));
      expect(secrets.passOf(numberOfPass(changed))).not.toEqual(changed);
    }
  });
});

describe("makePass", () => {
  it.each([0, 1, 2, MAX_PASSES, 2 ** 27 - 1])("makes a pass that has the number %i", (number) => {
    expect([makePass(number, zeros), makePass(number, ones)].map(numberOfPass)).toEqual([number, number]);
  });

  it("makes a pass that has its number, whatever the MAC is", () => {
    const number = fc.integer({ min: 1, max: MAX_PASSES });
    const mac = fc.uint8Array({ minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(number, mac, (number, mac) => numberOfPass(makePass(number, mac)) === number),
      { seed: 16 },
    );
  });

  it("makes passes that differ with each of the last 53 bits of the MAC, and with no other", () => {
    const passes = Array.from({ length: 56 }, (_, bit) => {
      const mac = zeros.with(bit >> 3, 128 >> (bit & 7));
      return makePass(1, mac).toHex();
    });
    expect(new Set(passes.slice(0, 3))).toEqual(new Set([makePass(1, zeros).toHex()]));
    expect(new Set(passes).size).toBe(54);
  });
});

describe("numberOfPass", () => {
  it("reads the number from a part of a longer buffer", () => {
    const list = new Uint8Array(2 * PASS_BYTES);
    list.set(makePass(5, ones), PASS_BYTES);
    expect(numberOfPass(list.subarray(PASS_BYTES))).toBe(5);
  });
});

describe("readPass", () => {
  it.each([
    "",
    "0".repeat(15),
    "0".repeat(17),
    "0000-0000-0000-0000-0000-0000",
    "UUUU-UUUU-UUUU-UUUU",
  ])("returns undefined for %j", (text) => {
    expect(readPass(text)).toBeUndefined();
  });

  it("reads small letters, letters that look like digits, blanks and other dashes", () => {
    expect(readPass(" 07px–k2m9–4gz7–qwn1\n")).toEqual(readPass("O7PX K2M9 4GZ7 QWNl"));
    expect(readPass("07PX-K2M9-4GZ7-QWN1")).toHaveLength(PASS_BYTES);
  });
});
