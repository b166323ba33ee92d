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
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    exclude: ["test/browser/**"],
    // The service logs every request: shown where a test fails.
    silent: "passed-only",
    testTimeout: 20_000,
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
        test: { name: "worker", include: ["test/**/*.test.ts"], exclude: [tools] },
      },
      {
        extends: true,
        test: { name: "tools", include: [tools], sequence: { concurrent: true } },
      },
    ],
  },
});
