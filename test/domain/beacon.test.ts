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
const published = [
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

describe("the rounds of a network", () => {
  const minute: BeaconNetwork = { ...quicknet, genesis: 1000, periodSeconds: 60 };

  it("begin with round 1 at the genesis", () => {
    expect([999_999, 1_000_000, 1_059_999, 1_060_000].map((time) => roundAt(minute, time))).toEqual([
      0, 1, 1, 2,
    ]);
    expect([1, 2, 3].map((round) => dueAt(minute, round))).toEqual([1_000_000, 1_060_000, 1_120_000]);
  });

  it("are those of quicknet's clock", () => {
    expect(new Date(dueAt(quicknet, 657413)).toISOString()).toBe("2023-09-15T11:00:03.000Z");
    expect(roundAt(quicknet, Date.parse("2023-09-15T11:00:03Z"))).toBe(657413);
    expect(roundAt(quicknet, Date.parse("2023-09-15T11:00:02.999Z"))).toBe(657412);
  });
});

describe("the round that a raffle is drawn by", () => {
  const due = dueAt(quicknet, 1000);

  it("is one that comes out just 30 seconds after the last ticket", () => {
    expect(roundToDraw(quicknet, due - 30_000)).toBe(1000);
  });

  it("is the next one where that would be a millisecond too early", () => {
    expect(roundToDraw(quicknet, due - 29_999)).toBe(1001);
  });

  it("is the first of those that come out later still", () => {
    expect(roundToDraw(quicknet, due - 32_999)).toBe(1000);
    expect(roundToDraw(quicknet, due - 33_000)).toBe(999);
  });

  it("is the first of all where the network has yet to begin", () => {
    expect(roundToDraw(quicknet, 0)).toBe(1);
  });
});

describe("a round's signature", () => {
  it.each(published)("gives the randomness that the League published for round $round", (of) => {
    expect(verifyRound(quicknet, of.round, of.signature)).toBe(of.randomness);
  });

  it("gives that of a network with another key, too", () => {
    expect(verifyRound(network, 7, sign(7))).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is that of no other round", () => {
    expect(verifyRound(network, 8, sign(7))).toBeUndefined();
    expect(verifyRound(quicknet, 42, published[0]?.signature ?? "")).toBeUndefined();
  });

  it("is that of no other network", () => {
    expect(verifyRound(quicknet, 7, sign(7))).toBeUndefined();
    expect(verifyRound(testBeacon(2).network, 7, sign(7))).toBeUndefined();
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("is that of no round %d", (round) => {
    expect(verifyRound(network, round, sign(7))).toBeUndefined();
  });
});

describe("a round has no second signature:", () => {
  const signature = sign(7);
  const point = bls12_381.shortSignatures.Signature.fromHex(signature);

  /** What BLS compares, without a look at where the point lies: e(signature, generator) = e(message, public key). */
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

  it("not the same point with the other sign", () => {
    expect(verifyRound(network, 7, point.negate().toHex())).toBeUndefined();
  });

  it("not the sum with a point outside the subgroup, though the pairings are equal", () => {
    const { Fp } = bls12_381.fields;
    const outside = Point.fromAffine({ x: 4n, y: Fp.sqrt(4n ** 3n + 4n) });
    // Multiplied by the subgroup's order, what is left of it lies where no pairing sees it.
    const unseen = outside.multiplyUnsafe(Point.Fn.ORDER - 1n).add(outside);
    const sum = point.add(unseen);
    const { x, y } = sum.toAffine();
    const flags = (y * 2n > Fp.ORDER ? 5n : 4n) << 381n;
    expect(sum.equals(point)).toBe(false);
    expect(pairingsAgree(sum)).toBe(true);
    expect(verifyRound(network, 7, hex(x + flags))).toBeUndefined();
  });

  it("not the same point with its x written beyond the field's modulus", () => {
    const { ORDER } = bls12_381.fields.Fp;
    const small = (round: number) => (BigInt(`0x${sign(round)}`) & (2n ** 381n - 1n)) + ORDER < 2n ** 381n;
    const round = Array.from({ length: 99 }, (_, i) => i + 1).find(small) ?? 0;
    const again = hex(BigInt(`0x${sign(round)}`) + ORDER);
    expect(verifyRound(network, round, sign(round))).toBeDefined();
    expect(verifyRound(network, round, again)).toBeUndefined();
  });

  it("not the same point uncompressed", () => {
    expect(verifyRound(network, 7, point.toHex(false))).toBeUndefined();
  });

  it.each([
    ["capitals", signature.toUpperCase()],
    ["one capital", signature.replace(/[a-f](?=[^a-f]*$)/, (letter) => letter.toUpperCase())],
    ["a prefix", `0x${signature}`],
    ["a line break", `${signature}\n`],
    ["a blank", ` ${signature}`],
    ["zeros before", `00${signature}`],
    ["zeros after", `${signature}00`],
  ])("not the same point with %s", (_, spelling) => {
    expect(verifyRound(network, 7, spelling)).toBeUndefined();
  });
});

describe("as a signature passes no", () => {
  it.each([
    ["empty text", ""],
    ["text without a meaning", "z".repeat(96)],
    ["point at infinity", `c0${"0".repeat(94)}`],
    ["point at infinity, with another sign", `e0${"0".repeat(94)}`],
    ["point at infinity that is something else as well", `c0${"0".repeat(93)}1`],
    ["x without a point on the curve", `80${"0".repeat(93)}1`],
    ["x beyond the field", `9f${"f".repeat(94)}`],
    ["zeros", "0".repeat(96)],
    ["point outside the subgroup", hex((4n << 381n) + 4n)],
    ["generator of the subgroup", Point.BASE.toHex()],
    ["hash of the round itself", roundPoint(7).toHex()],
  ])("%s", (_, nonsense) => {
    expect(verifyRound(network, 7, nonsense)).toBeUndefined();
  });
});
