import { describe, expect, it } from "vitest";
import { type Claim, decideClaims, type GrantedClaim } from "../../src/domain/claims";
import { failure, success } from "../../src/domain/result";

/** A claim of player `player`, whose key makes the code `code`. */
const claim = (player: number, code = player): Claim => ({
  tag: new Uint8Array(16).fill(player),
  codeHash: new Uint8Array(32).fill(code),
});
const granted = (number: number, code: number): GrantedClaim => ({
  number,
  codeHash: new Uint8Array(32).fill(code),
});
const nothing = (claims: Claim[]) => claims.map(() => undefined);

describe("judging the claims of one turn", () => {
  it("grants them numbers in the order of their arrival, on from those given before", () => {
    const claims = [claim(1), claim(2), claim(3)];
    const { answers } = decideClaims(claims, nothing(claims), 7, 100);
    expect(answers).toEqual([7, 8, 9].map((number) => success({ number, replayed: false })));
  });

  it("has exactly the granted ones written, each for its player, with its code and number", () => {
    const claims = [claim(1, 11), claim(2, 22), claim(1, 11)];
    expect(decideClaims(claims, nothing(claims), 0, 100).granted).toEqual([
      { ...claim(1, 11), number: 0 },
      { ...claim(2, 22), number: 1 },
    ]);
  });

  it("answers a player's repeated claim with the same code as the first, as a replay", () => {
    const claims = [claim(1, 11), claim(1, 11)];
    const { answers } = decideClaims(claims, nothing(claims), 0, 100);
    expect(answers[1]).toEqual(success({ number: 0, replayed: true }));
  });

  it("refuses a player's second claim with another code", () => {
    const claims = [claim(1, 11), claim(1, 12)];
    const { answers } = decideClaims(claims, nothing(claims), 0, 100);
    expect(answers[1]).toEqual(failure("already-participated"));
  });

  it("replays to the first of a player's codes, also after a refusal of another", () => {
    const claims = [claim(1, 11), claim(1, 12), claim(1, 11)];
    const { answers } = decideClaims(claims, nothing(claims), 0, 100);
    expect(answers[2]).toEqual(success({ number: 0, replayed: true }));
  });

  it("tells two players with one code apart", () => {
    const claims = [claim(1, 11), claim(2, 11)];
    const { answers } = decideClaims(claims, nothing(claims), 0, 100);
    expect(answers[1]).toEqual(success({ number: 1, replayed: false }));
  });

  it("replays what a player was granted in an earlier turn", () => {
    const { answers } = decideClaims([claim(1, 11)], [granted(3, 11)], 7, 100);
    expect(answers).toEqual([success({ number: 3, replayed: true })]);
  });

  it("refuses a player who was granted another code in an earlier turn", () => {
    const { answers } = decideClaims([claim(1, 12)], [granted(3, 11)], 7, 100);
    expect(answers).toEqual([failure("already-participated")]);
  });

  it("replays when all are given out, too", () => {
    const { answers } = decideClaims([claim(1, 11)], [granted(3, 11)], 7, 7);
    expect(answers).toEqual([success({ number: 3, replayed: true })]);
  });

  it("refuses a player who holds a ticket for that reason, also when none is left", () => {
    const { answers } = decideClaims([claim(1, 12), claim(2)], [granted(3, 11), undefined], 7, 7);
    expect(answers).toEqual([failure("already-participated"), failure("no-tickets-remaining")]);
  });

  it("refuses the player who has just got the last ticket for that reason, too", () => {
    const claims = [claim(1, 11), claim(1, 12), claim(2)];
    const { answers } = decideClaims(claims, nothing(claims), 6, 7);
    expect(answers.slice(1)).toEqual([failure("already-participated"), failure("no-tickets-remaining")]);
  });

  it("leaves no gap in the numbers where claims in between are refused or replayed", () => {
    const claims = [claim(1), claim(2, 99), claim(3), claim(1, 99), claim(3), claim(4)];
    const held = [undefined, granted(0, 2), undefined, undefined, undefined, undefined];
    const written = decideClaims(claims, held, 5, 100).granted;
    expect(written.map(({ number }) => number)).toEqual([5, 6, 7]);
  });

  it("gives the last ticket in the middle of a turn, and none to whoever comes after", () => {
    const claims = [claim(1), claim(2), claim(3), claim(4)];
    const { answers } = decideClaims(claims, nothing(claims), 8, 10);
    expect(answers.map((answer) => (answer.ok ? answer.value.number : answer.error))).toEqual([
      8,
      9,
      "no-tickets-remaining",
      "no-tickets-remaining",
    ]);
  });

  it("replays the last ticket in the turn that gave it", () => {
    const claims = [claim(1), claim(1)];
    const { answers } = decideClaims(claims, nothing(claims), 9, 10);
    expect(answers[1]).toEqual(success({ number: 9, replayed: true }));
  });

  it("writes nothing when none is left", () => {
    const claims = [claim(1), claim(2)];
    expect(decideClaims(claims, nothing(claims), 10, 10).granted).toEqual([]);
  });
});
