import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { makeAssets } from "./scripts/assets.mjs";

// The same settings for wrangler as `npm start` has.
process.loadEnvFile(".env");
// What wrangler does by [build], which the plugin passes over.
await makeAssets();

/** Tests of what runs outside of the Workers runtime. */
const tools = "test/tools/**/*.test.ts";

// The model's test plays the same sequences each time, unless `npm run test:model` asks for others.
const model = { seed: Number(process.env.MODEL_SEED ?? 6), runs: Number(process.env.MODEL_RUNS ?? 30) };

declare module "vitest" {
  interface ProvidedContext {
    model: typeof model;
  }
}

/** Tests of what all raffles share, the list of them, or of time that goes on: each of these files has a runtime of its own. */
const alone = [
  "test/api/{list,long-list,summaries}.test.ts",
  "test/model/*.test.ts",
  "test/durable-objects/{directory,storage}.test.ts",
  "test/web/server/{home,prizes}.test.ts",
  "test/stories/original.test.ts",
];

const workersRuntime = () =>
  cloudflareTest({
    wrangler: { configPath: "./wrangler.toml" },
    // As with `npm start`: no network is needed.
    miniflare: { bindings: { DRAW_ENTROPY: "local" } },
  });

export default defineConfig({
  test: {
    provide: { model },
    // The service logs every request: shown where a test fails.
    silent: "passed-only",
    testTimeout: 20_000,
    // What each project tests stands there alone: lists of theirs are added to lists that stand here.
    projects: [
      {
        extends: true,
        plugins: [workersRuntime()],
        test: {
          name: "worker",
          include: ["test/**/*.test.ts"],
          exclude: [tools, "test/browser/**", ...alone],
          // To start a runtime for each file takes as long as the tests; raffles of their own keep them apart.
          isolate: false,
        },
      },
      { extends: true, plugins: [workersRuntime()], test: { name: "alone", include: alone } },
      {
        extends: true,
        test: { name: "tools", include: [tools], sequence: { concurrent: true } },
      },
    ],
  },
});
