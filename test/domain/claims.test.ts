import { describe, expect, it } from "vitest";
import { type Claim, decideClaims, type GrantedClaim } from "../../src/domain/claims";
import { failure, success } from "../../src/domain/result";

/** Returns a claim of player `player`, whose key yields the code `code`. */
const claim = (player: number, code = player): Claim => ({
  tag: new Uint8Array(16).fill(player),
  codeHash: new Uint8Array(32).fill(code),
});
const granted = (number: number, code: number): GrantedClaim => ({
  number,
  codeHash: new Uint8Array(32).fill(code),
});
const noneHeld = (claims: Claim[]) => claims.map(() => undefined);

describe("decideClaims", () => {
  it("numbers new claims in the order of their arrival, after the earlier ones", () => {
    const claims = [claim(1), claim(2), claim(3)];
    const { answers } = decideClaims(claims, noneHeld(claims), 7, 100);
    expect(answers).toEqual([7, 8, 9].map((number) => success({ number, replayed: false })));
  });

  it("returns exactly the new claims to store, with tag, code and number", () => {
    const claims = [claim(1, 11), claim(2, 22), claim(1, 11)];
    expect(decideClaims(claims, noneHeld(claims), 0, 100).granted).toEqual([
      { ...claim(1, 11), number: 0 },
      { ...claim(2, 22), number: 1 },
    ]);
  });

  it("replays a repeated claim with the same code", () => {
    const claims = [claim(1, 11), claim(1, 11)];
    const { answers } = decideClaims(claims, noneHeld(claims), 0, 100);
    expect(answers[1]).toEqual(success({ number: 0, replayed: true }));
  });

  it("rejects a second claim of a player with another code", () => {
    const claims = [claim(1, 11), claim(1, 12)];
    const { answers } = decideClaims(claims, noneHeld(claims), 0, 100);
    expect(answers[1]).toEqual(failure("already-participated"));
  });

  it("replays the first code of a player after it has rejected another one", () => {
    const claims = [claim(1, 11), claim(1, 12), claim(1, 11)];
    const { answers } = decideClaims(claims, noneHeld(claims), 0, 100);
    expect(answers[2]).toEqual(success({ number: 0, replayed: true }));
  });

  it("gives two players with the same code different numbers", () => {
    const claims = [claim(1, 11), claim(2, 11)];
    const { answers } = decideClaims(claims, noneHeld(claims), 0, 100);
    expect(answers[1]).toEqual(success({ number: 1, replayed: false }));
  });

  it("replays a claim that an earlier batch granted", () => {
    const { answers } = decideClaims([claim(1, 11)], [granted(3, 11)], 7, 100);
    expect(answers).toEqual([success({ number: 3, replayed: true })]);
  });

  it("rejects a player who got another code in an earlier batch", () => {
    const { answers } = decideClaims([claim(1, 12)], [granted(3, 11)], 7, 100);
    expect(answers).toEqual([failure("already-participated")]);
  });

  it("replays when all tickets are given out", () => {
    const { answers } = decideClaims([claim(1, 11)], [granted(3, 11)], 7, 7);
    expect(answers).toEqual([success({ number: 3, replayed: true })]);
  });

  it("returns already-participated to holders when all tickets are given out", () => {
    const { answers } = decideClaims([claim(1, 12), claim(2)], [granted(3, 11), undefined], 7, 7);
    expect(answers).toEqual([failure("already-participated"), failure("no-tickets-remaining")]);
  });

  it("returns already-participated to the player who got the last ticket in the same batch", () => {
    const claims = [claim(1, 11), claim(1, 12), claim(2)];
    const { answers } = decideClaims(claims, noneHeld(claims), 6, 7);
    expect(answers.slice(1)).toEqual([failure("already-participated"), failure("no-tickets-remaining")]);
  });

  it("leaves no gaps in the numbers between rejected or replayed claims", () => {
    const claims = [claim(1), claim(2, 99), claim(3), claim(1, 99), claim(3), claim(4)];
    const held = [undefined, granted(0, 2), undefined, undefined, undefined, undefined];
    const written = decideClaims(claims, held, 5, 100).granted;
    expect(written.map(({ number }) => number)).toEqual([5, 6, 7]);
  });

  it("gives out the last ticket within a batch and rejects the claims after it", () => {
    const claims = [claim(1), claim(2), claim(3), claim(4)];
    const { answers } = decideClaims(claims, noneHeld(claims), 8, 10);
    expect(answers.map((answer) => (answer.ok ? answer.value.number : answer.error))).toEqual([
      8,
      9,
      "no-tickets-remaining",
      "no-tickets-remaining",
    ]);
  });

  it("replays the last ticket in the batch that gave it out", () => {
    const claims = [claim(1), claim(1)];
    const { answers } = decideClaims(claims, noneHeld(claims), 9, 10);
    expect(answers[1]).toEqual(success({ number: 9, replayed: true }));
  });

  it("returns nothing to store when no ticket is left", () => {
    const claims = [claim(1), claim(2)];
    expect(decideClaims(claims, noneHeld(claims), 10, 10).granted).toEqual([]);
  });
});
