import { claimMany, closeRaffle, createRaffle, drawWinners } from "./api";

const prizes = [
  { name: "Bicycle", amount: 1 },
  { name: "Book", amount: 3 },
];

/** Creates a raffle of each kind. Returns the paths of the pages of players and of managers. */
export async function preparePages(): Promise<{ player: string[]; manager: string[] }> {
  const open = await createRaffle({ total_tickets: 80, prizes, closes_at: "2030-12-24T18:00:00Z" });
  const scheduled = await createRaffle({ opens_at: "2030-12-01T09:00:00Z", draw_automatically: true });
  const closed = await createRaffle({ total_tickets: 80, prizes });
  await claimMany(closed, 2);
  await closeRaffle(closed);
  const drawn = await createRaffle({ total_tickets: 8, prizes });
  await claimMany(drawn, 8);
  await drawWinners(drawn);
  const byPass = await createRaffle({ admission: "pass", passes: 500 });
  const raffles = [open, scheduled, closed, drawn, byPass];
  return {
    player: ["/", ...raffles.map((id) => `/r/${id}`), `/r/${crypto.randomUUID()}`, "/manage"],
    manager: [
      "/manage",
      "/manage/new",
      ...raffles.map((id) => `/manage/${id}`),
      `/manage/${byPass}/passes?to=3`,
      `/manage/${byPass}/passes?from=x`,
      ...[closed, drawn].map((id) => `/manage/${id}/desk`),
      ...[scheduled, open, closed, drawn].map((id) => `/manage/${id}/reveal`),
      `/manage/${open}/poster`,
    ],
  };
}
