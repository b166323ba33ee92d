// `npm run test:kill` kills the server 50 times under 64 clients. Then it checks what the clients received.
import { rmSync } from "node:fs";
import { build } from "../scripts/workerd.ts";
import { crashRepeatedly } from "./crash.ts";

const plan = { kills: Number(process.argv[2] ?? 50), clients: 64, maxLifeMs: 2000 };
const folder = build();
try {
  const { faults, ...figures } = await crashRepeatedly(folder, plan);
  console.log(`killed ${plan.kills} times under ${plan.clients} clients`);
  console.log(`raffles created               ${figures.raffles}`);
  console.log(`tickets received              ${figures.ticketsReceived}`);
  console.log(`of these, by pass             ${figures.ticketsByPass}`);
  console.log(`calls interrupted             ${figures.interruptedCalls}`);
  console.log(`claims repeated, same ticket  ${figures.repeatedClaims}`);
  console.log(`passes repeated, same ticket  ${figures.repeatedPasses}`);
  console.log(`second claims, rejected       ${figures.rejectedClaims}`);
  console.log(`raffles closed by time        ${figures.closedByTime}`);
  console.log(`raffles closed by a manager   ${figures.closedByManager}`);
  console.log(`raffles drawn automatically   ${figures.drawnAutomatically}`);
  console.log(`the last of these after       ${figures.drawnAfterSeconds} s`);
  console.log(`tickets verified              ${figures.verifiedTickets}`);
  console.log(`prizes handed over            ${figures.collectedPrizes}`);
  console.log(`hand-overs taken back         ${figures.undoneCollections}`);
  console.log(`prizes forfeited              ${figures.forfeitedPrizes}`);
  console.log(`all raffles listed after      ${figures.listedAfterSeconds} s`);
  console.log(`faults                        ${faults.length}`);
  for (const fault of faults.slice(0, 20)) console.log(fault);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
