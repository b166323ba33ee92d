import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { makeAssets } from "./scripts/assets.mjs";

// The same settings for wrangler as `npm start` has.
process.loadEnvFile(".env");
// What wrangler does by [build], which the plugin passes over.
await makeAssets();

/** Tests of what runs outside of the Workers runtime. */
const tools = "test/tools/**/*.test.ts";

export default defineConfig({
  test: {
    // The service logs every request: shown where a test fails.
    silent: "passed-only",
    testTimeout: 20_000,
    // What each project tests stands there alone: lists of theirs are added to lists that stand here.
    projects: [
      {
        extends: true,
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            // As with `npm start`: no network is needed.
            miniflare: { bindings: { DRAW_ENTROPY: "local" } },
          }),
        ],
        test: { name: "worker", include: ["test/**/*.test.ts"], exclude: [tools, "test/browser/**"] },
      },
      {
        extends: true,
        test: { name: "tools", include: [tools], sequence: { concurrent: true } },
      },
    ],
  },
});
