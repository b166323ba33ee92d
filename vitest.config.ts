import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

// The same settings for wrangler as `npm start` has.
process.loadEnvFile(".env");

export default defineConfig({
  plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.toml" } })],
  test: {
    // The service logs every request: shown where a test fails.
    silent: "passed-only",
    testTimeout: 20_000,
  },
});
