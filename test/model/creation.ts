import type { Of } from "./actions";
import type { Facts } from "./model";

/** Returns the facts of a raffle that is created now. */
export const factsOf = ({
  total,
  amounts,
  opensIn,
  closesIn,
  drawAutomatically,
  passes,
  description = null,
}: Omit<Of<"create">, "kind" | "from" | "key" | "again" | "offset">): Facts => ({
  total,
  prizes: amounts.map((amount, i) => ({ name: `prize ${i}`, amount })),
  opensAt: opensIn === null ? null : Date.now() + opensIn,
  closesAt: closesIn === null ? null : Date.now() + closesIn,
  drawAutomatically,
  passes,
  description,
});

/** Returns a time in RFC 3339, in a local time that is `offset` minutes ahead of UTC. */
function timeText(time: number, offset: number): string {
  const local = new Date(time + offset * 60_000).toISOString().replace("Z", "");
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  const minutes = Math.abs(offset);
  return `${local}${offset < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** Returns the body that creates a raffle. */
export function bodyOf(
  name: string,
  { total, opensAt, closesAt, drawAutomatically, ...facts }: Facts,
  offset: number,
) {
  return {
    ...facts,
    name,
    total_tickets: total,
    opens_at: opensAt === null ? null : timeText(opensAt, offset),
    closes_at: closesAt === null ? null : timeText(closesAt, offset),
    draw_automatically: drawAutomatically,
    admission: facts.passes === null ? "address" : "pass",
  };
}
