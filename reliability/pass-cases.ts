// Claims in a raffle with passes.
import fc from "fast-check";
import { mistake, mistaken, spell, spelling } from "../test/testkit/spellings.ts";
import type { Case } from "./case.ts";
import type { Fixtures } from "./fixtures.ts";
import { oddBodies } from "./odd-bodies.ts";
import { oddMediaTypes } from "./odd-requests.ts";
import { mutatedBodies } from "./operation-bodies.ts";
import { statusByPass } from "./sent-body.ts";

const claimIn = (id: string): Case => ({
  method: "POST",
  path: `/raffles/${id}/participate/`,
  headers: { "CF-Connecting-IP": "127.0.0.1", "Content-Type": "application/json" },
});

/** The letters of a pass, which are fewer than those of a code. */
const PASS_LETTERS = 16;

/** Generates claims by the pass that holds a ticket, as people write it. Some have one mistake. */
export const claimsByPass = ({ byPass: { id, pass } }: Fixtures): fc.Arbitrary<Case> =>
  fc.tuple(spelling, fc.option(mistake, { freq: 2 })).map(([way, slip]) => {
    const written = slip ? mistaken(pass, { ...slip, at: slip.at % PASS_LETTERS }) : pass;
    return {
      ...claimIn(id),
      body: JSON.stringify({ pass: spell(written, way) }),
      expected: slip ? 403 : 200,
    };
  });

/** Generates claims in the raffle with passes by any body. */
export const claimsByOddBody = ({ byPass: { id, pass } }: Fixtures): fc.Arbitrary<Case> =>
  fc
    .tuple(
      fc.oneof(mutatedBodies({ pass: JSON.stringify(pass) }), oddBodies),
      fc.oneof({ weight: 4, arbitrary: fc.constant("application/json") }, oddMediaTypes),
    )
    .map(([body, type]) => {
      const claim = { ...claimIn(id), body };
      const request = { ...claim, headers: { ...claim.headers, "Content-Type": type } };
      return { ...request, expected: statusByPass(request, pass) };
    });
