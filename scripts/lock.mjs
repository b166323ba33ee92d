// `npm run lock` after a change of versions: writes package-lock.json so that `npm ci` does the same with every
// Node from 18 and npm from 9, on every platform; fails where it can't.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
delete lock.packages["node_modules/@scarf/scarf"];
const packages = Object.entries(lock.packages).filter(([path]) => path !== "");

for (const [, entry] of packages) {
  // npm compares these with the Node that runs npm, but our scripts run the Node of the `node` package. With them it
  // warns and, worse, leaves out optional native packages without a word.
  delete entry.engines;
  // Swagger UI's dependency, which phones home when installed, is left out.
  delete entry.dependencies?.["@scarf/scarf"];
}

/** The path of the package that `from` gets when it asks for `name`, as Node looks it up. */
function resolve(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const path = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (lock.packages[path] || folder === "") return path;
  }
}

const faults = packages.flatMap(
  ([path, { version, resolved, integrity, deprecated, optionalDependencies }]) => [
    ...(version && integrity ? [] : [`${path} has no version or integrity`]),
    ...(resolved ? [`${path} names where it comes from: ${resolved}`] : []),
    ...(deprecated ? [`${path} is deprecated: ${deprecated}`] : []),
    // Where the registry at hand lacked a platform's package, npm leaves it out and `npm ci` fails there.
    ...Object.keys(optionalDependencies ?? {})
      .filter((name) => !lock.packages[resolve(path, name)])
      .map((name) => `${path} lacks ${name}`),
  ],
);

writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
