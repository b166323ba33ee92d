// `npm run test:kill`: 64 clients, a server that is killed 50 times, and then what became of all that they were told.
import { rmSync } from "node:fs";
import { build } from "../scripts/workerd.ts";
import { crashRepeatedly } from "./crash.ts";

const plan = { kills: Number(process.argv[2] ?? 50), clients: 64, life: 2000 };
const folder = build();
try {
  const { faults, ...figures } = await crashRepeatedly(folder, plan);
  console.log(`killed ${plan.kills} times under ${plan.clients} clients`);
  console.log(`raffles created               ${figures.raffles}`);
  console.log(`tickets told                  ${figures.told}`);
  console.log(`calls that broke off          ${figures.broken}`);
  console.log(`claims repeated, same ticket  ${figures.replayed}`);
  console.log(`second claims, refused        ${figures.refused}`);
  console.log(`tickets verified              ${figures.verified}`);
  console.log(`all raffles listed after      ${figures.listedAfter} s`);
  console.log(`faults                        ${faults.length}`);
  for (const fault of faults.slice(0, 20)) console.log(fault);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
