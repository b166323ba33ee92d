// Bundles the scripts, styles and images of the pages into dist/assets.js, which the Worker imports. It
// runs before `npm start`, before `npm run deploy` and before the tests. It needs Node 18 or newer.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = new URL("..", import.meta.url);
const pages = new URL("src/web/", root);

/** The languages of the pages (src/web/texts/languages.ts). */
const LANGUAGES = ["en", "de", "es", "fr"];

/**
 * Describes an asset: a text, or the bytes of an image. Its path has a hash of the content, so browsers may
 * cache it forever.
 */
function describeAsset(name, type, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const path = `/assets/${name.replace(".", `.${hash}.`)}`;
  return typeof content === "string"
    ? { path, type, text: content }
    : { path, type, base64: content.toString("base64") };
}

/** Puts the texts of a language in place of src/web/texts/page.ts. */
const textsIn = (language) => ({
  name: "texts",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/texts\/page$/ }, () => ({
      path: fileURLToPath(new URL(`texts/${language}.ts`, pages)),
      sideEffects: false,
    })),
});

/** Bundles a browser script, once for each language. */
async function bundleInLanguages(name) {
  const bundles = LANGUAGES.map(async (language) => {
    const text = await bundle(`client/${name}.ts`, [textsIn(language)]);
    return [language, describeAsset(`${name}-${language}.js`, "text/javascript; charset=utf-8", text)];
  });
  return Object.fromEntries(await Promise.all(bundles));
}

const bundleStyle = async (name) =>
  describeAsset(`${name}.css`, "text/css; charset=utf-8", await bundle(`${name}.css`));

async function bundle(entry, plugins = []) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, pages))],
    tsconfig: fileURLToPath(new URL("client/tsconfig.json", pages)),
    bundle: true,
    format: "esm",
    target: ["es2022", "chrome110", "firefox115", "safari16"],
    minify: true,
    legalComments: "none",
    write: false,
    plugins,
  });
  return outputFiles[0].text;
}

/** Writes dist/assets.js. */
export async function makeAssets() {
  const assets = {
    scripts: {
      players: await bundleInLanguages("players"),
      organisers: await bundleInLanguages("organisers"),
    },
    styles: { players: await bundleStyle("players"), organisers: await bundleStyle("organisers") },
    verifyWorker: describeAsset(
      "verify-worker.js",
      "text/javascript; charset=utf-8",
      await bundle("client/verify-worker.ts"),
    ),
    decodeWorker: describeAsset(
      "decode-worker.js",
      "text/javascript; charset=utf-8",
      await bundle("client/decode-worker.ts"),
    ),
    qrEncoder: describeAsset(
      "qr-encoder.js",
      "text/javascript; charset=utf-8",
      await bundle("client/qr-encoder.ts"),
    ),
    ticketPicture: describeAsset(
      "ticket-picture.js",
      "text/javascript; charset=utf-8",
      await bundle("client/ticket-picture.ts"),
    ),
    icon: describeAsset("icon.svg", "image/svg+xml", readFileSync(new URL("icon.svg", pages), "utf8")),
    exampleTicket: describeAsset(
      "ticket.svg",
      "image/svg+xml",
      readFileSync(new URL("ticket.svg", pages), "utf8"),
    ),
    previewImage: describeAsset("preview.png", "image/png", readFileSync(new URL("preview.png", pages))),
  };
  mkdirSync(new URL("dist/", root), { recursive: true });
  const lines = Object.entries(assets).map(
    ([name, file]) => `export const ${name} = ${JSON.stringify(file)};\n`,
  );
  writeFileSync(new URL("dist/assets.js", root), lines.join(""));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await makeAssets();
