import { rmSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { bombard } from "../../reliability/bombard";
import { crashRepeatedly } from "../../reliability/crash";
import { build, serve } from "../../scripts/workerd";

// Short runs of `npm run test:kill` and `npm run test:input`, on workerd as those have it.
const folders: string[] = [];
function bundle(): string {
  const folder = build();
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

it("a service that is killed five times under a crowd loses and doubles nothing that it told", async () => {
  const { faults, told } = await crashRepeatedly(bundle(), { kills: 5, clients: 32, life: 600 });
  expect(faults).toEqual([]);
  expect(told).toBeGreaterThan(0);
}, 120_000);

it("a service that is sent what no well-meaning client sends answers as documented", async () => {
  const server = await serve(bundle());
  try {
    const { faults, statuses } = await bombard(server.url, 2000, 6);
    expect(faults).toEqual([]);
    expect(statuses.map(([status]) => status)).toEqual(expect.arrayContaining([200, 400, 404, 415, 422]));
  } finally {
    await server.stop();
  }
}, 120_000);
