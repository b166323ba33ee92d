import { describe, expect, it } from "vitest";
import { call } from "../../testkit/service";

describe("/docs", () => {
  it("has no inline code and loads nothing from other sites", async () => {
    const answer = await call("GET", "/docs");
    const page = await answer.text();
    expect(answer.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    expect(page).not.toMatch(/<style|style=|<script>|\son\w+=|https?:/);
  });

  it("links only to files that exist", async () => {
    const page = await (await call("GET", "/docs")).text();
    const paths = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? "");
    const statuses = await Promise.all(paths.map(async (path) => (await call("GET", path)).status));
    expect(paths.length).toBe(5);
    expect(statuses).toEqual(paths.map(() => 200));
  });

  it("serves the whole script", async () => {
    const script = await (await call("GET", "/docs/swagger-ui-bundle.js")).text();
    expect(script.length).toBeGreaterThan(1_000_000);
    expect(script).toContain("SwaggerUIBundle");
  });

  it("loads all icons of the style sheet from this service", async () => {
    const style = await (await call("GET", "/docs/swagger-ui.css")).text();
    const icons = new Set(
      [...style.matchAll(/url\((\/docs\/icons\/\d+\.svg)\)/g)].map(([, path]) => path ?? ""),
    );
    expect(icons.size).toBeGreaterThan(3);
    for (const path of icons) expect(await (await call("GET", path)).text()).toMatch(/^<svg .*<\/svg>$/s);
    // Only debugging grids keep their data: URLs. Swagger UI's page never uses them.
    expect(style.replace(/\.swagger-ui \.debug-grid[^{]*\{[^}]*\}/g, "")).not.toContain("data:");
  });
});
