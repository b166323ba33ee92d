import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { makeAssets } from "./scripts/assets.mjs";

// Gives wrangler the same environment as `npm start`.
process.loadEnvFile(".env");
// The plugin does not run the [build] command of wrangler.toml.
await makeAssets();

/** The tests that run outside the Workers runtime. */
const tools = "test/tools/**/*.test.ts";

// The model's test plays the same sequences each time, unless `npm run test:model` sets other ones.
const model = { seed: Number(process.env.MODEL_SEED ?? 6), runs: Number(process.env.MODEL_RUNS ?? 30) };

declare module "vitest" {
  interface ProvidedContext {
    model: typeof model;
  }
}

/**
 * The tests of state that all raffles share, such as the list, and tests that advance the clock. Each of
 * these files has its own runtime.
 */
const isolatedTests = [
  "test/api/{list,long-list,summaries}.test.ts",
  "test/api/shared/progress-stream.test.ts",
  "test/model/*.test.ts",
  "test/durable-objects/{directory,storage}.test.ts",
  "test/web/server/{home,prizes}.test.ts",
  "test/stories/original.test.ts",
];

const workersRuntime = () =>
  cloudflareTest({
    wrangler: { configPath: "./wrangler.toml" },
    // Needs no network, as with `npm start`.
    miniflare: { bindings: { DRAW_ENTROPY: "local" } },
  });

export default defineConfig({
  test: {
    provide: { model },
    // The service logs every request. The log is shown only for failed tests.
    silent: "passed-only",
    testTimeout: 20_000,
    // Each project sets its own lists. Vitest would append them to lists set here.
    projects: [
      {
        extends: true,
        plugins: [workersRuntime()],
        test: {
          name: "worker",
          include: ["test/**/*.test.ts"],
          exclude: [tools, "test/browser/**", ...isolatedTests],
          // Starting a runtime for each file takes as long as the tests. The tests use separate raffles
          // instead.
          isolate: false,
        },
      },
      { extends: true, plugins: [workersRuntime()], test: { name: "isolated", include: isolatedTests } },
      {
        extends: true,
        test: { name: "tools", include: [tools], sequence: { concurrent: true } },
      },
    ],
  },
});
