// `npm run bench:order` compares the ticket order with FF1, which is standard and slower, at N = 10^8.
// docs/design/ticket-order.md explains the choice.
import { FF1 } from "@noble/ciphers/ff1.js";
import { ticketOrder } from "../src/domain/ticket-order.ts";

const key = crypto.getRandomValues(new Uint8Array(16));
const order = ticketOrder(key, 100_000_000);
const ff1 = FF1(10_000, key);

/** Returns the microseconds that one call takes, after a warm-up. */
function microsecondsOf(step: (claim: number) => unknown): number {
  for (let i = 0; i < 5000; i++) step(i);
  const start = performance.now();
  for (let i = 0; i < 20_000; i++) step(i);
  return (performance.now() - start) / 20;
}

const ours = microsecondsOf(order.ticketOf);
const theirs = microsecondsOf((claim) => ff1.encrypt([Math.floor(claim / 10_000), claim % 10_000]));
console.log(
  `ours ${ours.toFixed(1)} µs a ticket, FF1 ${theirs.toFixed(1)} µs: ${(theirs / ours).toFixed(0)} times as long`,
);
