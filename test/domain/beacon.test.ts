import { bls12_381 } from "@noble/curves/bls12-381.js";
import { describe, expect, it } from "vitest";
import {
  type BeaconNetwork,
  dueAt,
  quicknet,
  roundAt,
  roundToDraw,
  verifyRound,
} from "../../src/domain/beacon";
import { roundPoint, testBeacon } from "../testkit/beacon";

const { network, sign } = testBeacon(1);
const Point = bls12_381.G1.Point;
const hex = (number: bigint) => number.toString(16).padStart(96, "0");

/** Rounds that the League of Entropy has published. */
const publishedRounds = [
  {
    round: 657413,
    signature:
      "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
    randomness: "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587",
  },
  {
    round: 42,
    signature:
      "95a9f9f5b231b7714de1553105d8ffdf3dcda24cfdb1e689319bccf79a9c8ce430a91b811fbfaf763900bc998b5d686a",
    randomness: "8ada64bae5c6c0f5540a6a13af56e663240edfbd2c76ac6a8f27671eb7259ce3",
  },
];

describe("roundAt and dueAt", () => {
  const minute: BeaconNetwork = { ...quicknet, genesis: 1000, periodSeconds: 60 };

  it("start with round 1 at the genesis", () => {
    expect([999_999, 1_000_000, 1_059_999, 1_060_000].map((time) => roundAt(minute, time))).toEqual([
      0, 1, 1, 2,
    ]);
    expect([1, 2, 3].map((round) => dueAt(minute, round))).toEqual([1_000_000, 1_060_000, 1_120_000]);
  });

  it("match the published times of quicknet", () => {
    expect(new Date(dueAt(quicknet, 657413)).toISOString()).toBe("2023-09-15T11:00:03.000Z");
    expect(roundAt(quicknet, Date.parse("2023-09-15T11:00:03Z"))).toBe(657413);
    expect(roundAt(quicknet, Date.parse("2023-09-15T11:00:02.999Z"))).toBe(657412);
  });
});

describe("roundToDraw", () => {
  const due = dueAt(quicknet, 1000);

  it("returns a round that is due exactly 30 s after the last ticket", () => {
    expect(roundToDraw(quicknet, due - 30_000)).toBe(1000);
  });

  it("returns the next round when a round is due a millisecond less than 30 s after the last ticket", () => {
    expect(roundToDraw(quicknet, due - 29_999)).toBe(1001);
  });

  it("returns the first of the rounds that are due later", () => {
    expect(roundToDraw(quicknet, due - 32_999)).toBe(1000);
    expect(roundToDraw(quicknet, due - 33_000)).toBe(999);
  });

  it("returns round 1 before the genesis", () => {
    expect(roundToDraw(quicknet, 0)).toBe(1);
  });
});

describe("verifyRound", () => {
  it.each(publishedRounds)("returns the published randomness of round $round", (published) => {
    expect(verifyRound(quicknet, published.round, published.signature)).toBe(published.randomness);
  });

  it("returns the randomness for a network with another key", () => {
    expect(verifyRound(network, 7, sign(7))).toMatch(/^[0-9a-f]{64}$/);
  });

  it("returns undefined for the signature of another round", () => {
    expect(verifyRound(network, 8, sign(7))).toBeUndefined();
    expect(verifyRound(quicknet, 42, publishedRounds[0]?.signature ?? "")).toBeUndefined();
  });

  it("returns undefined for the signature of another network", () => {
    expect(verifyRound(quicknet, 7, sign(7))).toBeUndefined();
    expect(verifyRound(testBeacon(2).network, 7, sign(7))).toBeUndefined();
  });

  it.each([
    0,
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
  ])("returns undefined for round %d", (round) => {
    expect(verifyRound(network, round, sign(7))).toBeUndefined();
  });
});

describe("a variant of a valid signature", () => {
  const signature = sign(7);
  const point = bls12_381.shortSignatures.Signature.fromHex(signature);

  /** Reports whether e(signature, generator) = e(message, public key), without a check of the subgroup. */
  function pairingsAgree(candidate: typeof point): boolean {
    const { fields, G2, millerLoopBatch, utils } = bls12_381;
    const lines = (
      g1: typeof point,
      g2: typeof G2.Point.BASE,
    ): Parameters<typeof millerLoopBatch>[0][number] => {
      const { x, y } = g1.toAffine();
      return [utils.calcPairingPrecomputes(g2), x, y];
    };
    const product = millerLoopBatch([
      lines(candidate, G2.Point.BASE),
      lines(roundPoint(7), G2.Point.fromHex(network.publicKey).negate()),
    ]);
    return fields.Fp12.eql(fields.Fp12.finalExponentiate(product), fields.Fp12.ONE);
  }

  it("is rejected with the opposite sign", () => {
    expect(verifyRound(network, 7, point.negate().toHex())).toBeUndefined();
  });

  it("is rejected with an added point outside the subgroup, although the pairings are equal", () => {
    const { Fp } = bls12_381.fields;
    const outside = Point.fromAffine({ x: 4n, y: Fp.sqrt(4n ** 3n + 4n) });
    // Multiplying by the order of the subgroup leaves a part that no pairing detects.
    const undetected = outside.multiplyUnsafe(Point.Fn.ORDER - 1n).add(outside);
    const sum = point.add(undetected);
    const { x, y } = sum.toAffine();
    const flags = (y * 2n > Fp.ORDER ? 5n : 4n) << 381n;
    expect(sum.equals(point)).toBe(false);
    expect(pairingsAgree(sum)).toBe(true);
    expect(verifyRound(network, 7, hex(x + flags))).toBeUndefined();
  });

  it("is rejected with x plus the modulus of the field", () => {
    const { ORDER } = bls12_381.fields.Fp;
    const isSmall = (round: number) => (BigInt(`0x${sign(round)}`) & (2n ** 381n - 1n)) + ORDER < 2n ** 381n;
    const round = Array.from({ length: 99 }, (_, i) => i + 1).find(isSmall) ?? 0;
    const unreduced = hex(BigInt(`0x${sign(round)}`) + ORDER);
    expect(verifyRound(network, round, sign(round))).toBeDefined();
    expect(verifyRound(network, round, unreduced)).toBeUndefined();
  });

  it("is rejected uncompressed", () => {
    expect(verifyRound(network, 7, point.toHex(false))).toBeUndefined();
  });

  it.each([
    ["capitals", signature.toUpperCase()],
    ["one capital", signature.replace(/[a-f](?=[^a-f]*$)/, (letter) => letter.toUpperCase())],
    ["a prefix", `0x${signature}`],
    ["a line break", `${signature}\n`],
    ["a leading blank", ` ${signature}`],
    ["leading zeros", `00${signature}`],
    ["trailing zeros", `${signature}00`],
  ])("is rejected with %s", (_, spelling) => {
    expect(verifyRound(network, 7, spelling)).toBeUndefined();
  });
});

describe("an invalid signature", () => {
  it.each([
    ["an empty text", ""],
    ["96 letters that are not digits", "z".repeat(96)],
    ["the point at infinity", `c0${"0".repeat(94)}`],
    ["the point at infinity with the sign bit", `e0${"0".repeat(94)}`],
    ["the point at infinity with a nonzero x", `c0${"0".repeat(93)}1`],
    ["an x without a point on the curve", `80${"0".repeat(93)}1`],
    ["an x beyond the field", `9f${"f".repeat(94)}`],
    ["zeros", "0".repeat(96)],
    ["a point outside the subgroup", hex((4n << 381n) + 4n)],
    ["the generator of the subgroup", Point.BASE.toHex()],
    ["the hash of the round", roundPoint(7).toHex()],
  ])("is rejected: %s", (_, invalid) => {
    expect(verifyRound(network, 7, invalid)).toBeUndefined();
  });
});
