// Short runs of `npm run test:kill` and `npm run test:input`, on workerd.
import { rmSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { bombard } from "../../reliability/bombard";
import { crashRepeatedly } from "../../reliability/crash";
import { build, serve } from "../../scripts/workerd";

const folders: string[] = [];

/** Builds a bundle, which is deleted after the tests. Returns its folder. */
function buildBundle(): string {
  const folder = build();
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe("the service on workerd", () => {
  it("loses no ticket and gives out none twice when it is killed five times under a crowd", async () => {
    const plan = { kills: 5, clients: 32, maxLifeMs: 600 };
    const { faults, ticketsReceived } = await crashRepeatedly(buildBundle(), plan);
    expect(faults).toEqual([]);
    expect(ticketsReceived).toBeGreaterThan(0);
  }, 120_000);

  it("answers odd and invalid requests as documented", async () => {
    const server = await serve(buildBundle());
    try {
      const { faults, statuses } = await bombard(server.url, 2000, 6);
      expect(faults).toEqual([]);
      expect(statuses.map(([status]) => status)).toEqual(expect.arrayContaining([200, 400, 404, 415, 422]));
    } finally {
      await server.stop();
    }
  }, 120_000);
});
