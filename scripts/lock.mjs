// `npm run lock`, to run after a version changes. It rewrites package-lock.json so that `npm ci` installs the
// same packages on every platform, with Node 18 or newer and npm 9 or newer. It fails if it can't.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const packages = Object.entries(lock.packages).filter(([path]) => path !== "");

for (const [, entry] of packages) {
  // npm compares `engines` with the Node that runs npm, but our scripts run the Node of the package `node`. A
  // mismatch makes npm warn, and omit optional native packages silently.
  delete entry.engines;
}

/** Returns the path of the package that Node resolves when the package at `from` imports `name`. */
function resolve(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const path = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (lock.packages[path] || folder === "") return path;
  }
}

const faults = packages.flatMap(
  ([path, { version, resolved, integrity, deprecated, optionalDependencies }]) => [
    ...(version && integrity ? [] : [`${path} has no version or integrity`]),
    ...(resolved ? [`${path} names its registry: ${resolved}`] : []),
    ...(deprecated ? [`${path} is deprecated: ${deprecated}`] : []),
    // npm omits a platform's package that the registry lacks. `npm ci` then fails on that platform.
    ...Object.keys(optionalDependencies ?? {})
      .filter((name) => !lock.packages[resolve(path, name)])
      .map((name) => `${path} lacks ${name}`),
  ],
);

writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
