import { claimMany, closeRaffle, createRaffle, drawWinners } from "./api";

const prizes = [
  { name: "Bicycle", amount: 1 },
  { name: "Book", amount: 3 },
];

/** The paths of the pages by their names, for players and for managers. */
type Pages = Record<"player" | "manager", Record<string, string>>;

/** Creates a raffle of each kind. Returns the paths of the pages. */
export async function preparePages(): Promise<Pages> {
  const open = await createRaffle({ total_tickets: 80, prizes, closes_at: "2030-12-24T18:00:00Z" });
  const scheduled = await createRaffle({ opens_at: "2030-12-01T09:00:00Z", draw_automatically: true });
  const closed = await createRaffle({ total_tickets: 80, prizes });
  await claimMany(closed, 2);
  await closeRaffle(closed);
  const drawn = await createRaffle({ total_tickets: 8, prizes });
  await claimMany(drawn, 8);
  await drawWinners(drawn);
  const passes = await createRaffle({ admission: "pass", passes: 500 });
  const raffles = Object.entries({ scheduled, open, closed, drawn, passes });
  const pagesOf = (kind: string, pathOf: (id: string) => string) =>
    Object.fromEntries(raffles.map(([name, id]) => [`${kind}-${name}`, pathOf(id)]));
  return {
    player: {
      home: "/",
      ...pagesOf("raffle", (id) => `/r/${id}`),
      missing: `/r/${crypto.randomUUID()}`,
      refused: "/manage",
      reference: "/docs",
    },
    manager: {
      manage: "/manage",
      new: "/manage/new",
      ...pagesOf("manage", (id) => `/manage/${id}`),
      ...pagesOf("reveal", (id) => `/manage/${id}/reveal`),
      sheet: `/manage/${passes}/passes?to=3`,
      "sheet-fault": `/manage/${passes}/passes?from=x`,
      "desk-early": `/manage/${closed}/desk`,
      desk: `/manage/${drawn}/desk`,
      poster: `/manage/${open}/poster`,
    },
  };
}
