// Makes what browsers load, the pages' script and style, into dist/assets.js, which the Worker imports. wrangler runs it
// before `npm start` and `npm run deploy` and vitest before its tests; needs Node 18 or newer.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = new URL("..", import.meta.url);
const pages = new URL("src/web/", root);

/** A name that changes with the content, so that browsers may keep the file for good. */
function named(name, type, text) {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  return { path: `/assets/${name.replace(".", `.${hash}.`)}`, type, text };
}

async function bundled(entry) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, pages))],
    tsconfig: fileURLToPath(new URL("client/tsconfig.json", pages)),
    bundle: true,
    format: "esm",
    target: ["es2022", "chrome110", "firefox115", "safari16"],
    minify: true,
    legalComments: "none",
    write: false,
  });
  return outputFiles[0].text;
}

/** Writes dist/assets.js anew. */
export async function makeAssets() {
  const assets = {
    script: named("pages.js", "text/javascript; charset=utf-8", await bundled("client/main.ts")),
    verifyWorker: named(
      "verify-worker.js",
      "text/javascript; charset=utf-8",
      await bundled("client/verify-worker.ts"),
    ),
    style: named("pages.css", "text/css; charset=utf-8", await bundled("style.css")),
    icon: named("icon.svg", "image/svg+xml", readFileSync(new URL("icon.svg", pages), "utf8")),
  };
  mkdirSync(new URL("dist/", root), { recursive: true });
  const lines = Object.entries(assets).map(
    ([name, file]) => `export const ${name} = ${JSON.stringify(file)};\n`,
  );
  writeFileSync(new URL("dist/assets.js", root), lines.join(""));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await makeAssets();
