import { describe, expect, it } from "vitest";
import { availableTickets, createRaffle } from "./api";
import { SERVICE } from "./service";
import { newManager, newPlayer, useBrowser } from "./visit";

useBrowser();

describe("the keyboard", () => {
  it("plays a whole raffle by keyboard", async () => {
    const organiser = await newManager();
    await organiser.open("/manage/new");
    const { keyboard } = organiser.page;
    const focused = () =>
      organiser.page.evaluate(
        () => document.activeElement?.id || document.activeElement?.textContent?.trim(),
      );
    await keyboard.press("Tab");
    expect(await focused()).toBe("Skip to the content");
    await keyboard.press("Enter");
    for (const place of ["All raffles", "name"]) {
      await keyboard.press("Tab");
      expect(await focused()).toBe(place);
    }
    await keyboard.type("Typed fair");
    await keyboard.press("Tab");
    await keyboard.type("1");
    await keyboard.press("Tab");
    await keyboard.type("Cake");
    // The fields of the closing time take a Tab for each part of it.
    for (let tabs = 0; tabs < 15 && (await focused()) !== "draw_automatically"; tabs++)
      await keyboard.press("Tab");
    await keyboard.press("Space");
    for (const [button, next] of [
      ["Continue", "Check before you create"],
      ["Create the raffle", "Share with players"],
    ] as const) {
      for (let tabs = 0; tabs < 10 && (await focused()) !== button; tabs++) await keyboard.press("Tab");
      await keyboard.press("Enter");
      await organiser.page.getByRole("heading", { name: next }).waitFor();
    }

    const friend = await newPlayer();
    const path = new URL(organiser.page.url()).pathname.replace("/manage/", "/r/");
    await friend.open(path);
    const friendFocused = () => friend.page.evaluate(() => document.activeElement?.textContent?.trim());
    for (let tabs = 0; tabs < 10 && (await friendFocused()) !== "Get my ticket"; tabs++) {
      await friend.page.keyboard.press("Tab");
    }
    await friend.page.keyboard.press("Enter");
    await friend.page.locator("#mine .ticket").waitFor();

    await organiser.page.getByText("Draw the winners…").waitFor();
    await organiser.page.locator("#confirm-draw summary").waitFor();
    for (let tabs = 0; tabs < 15 && (await focused()) !== "Draw the winners…"; tabs++)
      await keyboard.press("Tab");
    await keyboard.press("Enter");
    await keyboard.press("Tab");
    expect(await focused()).toBe("Yes, draw now");
    await keyboard.press("Enter");
    await organiser.page.getByText("Drawn. One ticket has won.").waitFor();
    await friend.page.getByText("You won: Cake!").waitFor();
  });

  it("moves the focus to the ticket when the claim button is gone", async () => {
    const { page, open } = await newPlayer();
    await open(`/r/${await createRaffle()}`);
    await page.getByRole("button", { name: "Get my ticket" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("#mine .ticket").waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("ticket-heading");
  });

  it("returns the focus to the claim button when the claim is rejected", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await page.route("**/participate/", (route) =>
      route.fulfill({ status: 403, json: { type: "/problems/already-participated" } }),
    );
    await open(`/r/${id}`);
    await page.getByRole("button", { name: "Get my ticket" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("A ticket was already taken on this connection").waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Get my ticket");
  });

  it("outlines the focused element", async () => {
    const { page, open } = await newPlayer();
    await open(`/r/${await createRaffle()}`);
    await page.keyboard.press("Tab");
    const outline = () =>
      page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineWidth);
    for (let tabs = 0; tabs < 5; tabs++) {
      expect(await outline()).toBe("3px");
      await page.keyboard.press("Tab");
    }
  });
});

describe("a player's first view", () => {
  it("loads at most 60 kB, all of it from this service, and nothing inline", async () => {
    const id = await createRaffle({ total_tickets: 100_000, prizes: [{ name: "Bicycle", amount: 5 }] });
    const { page, context, open, errors } = await newPlayer();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    let bytes = 0;
    devtools.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await open(`/r/${id}`);
    await page.waitForLoadState("networkidle");
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThan(60_000);
    expect(errors).toEqual([]);
  });
});

describe("a form on another site", () => {
  it("is rejected with a page", async () => {
    const id = await createRaffle();
    const { page, context } = await newPlayer();
    const elsewhere = `${SERVICE.replace("localhost", "127.0.0.1")}/evil`;
    await context.route(elsewhere, (route) =>
      route.fulfill({
        contentType: "text/html",
        body: `<form method="post" action="${SERVICE}/r/${id}/ticket"><button>Win</button></form>`,
      }),
    );
    await page.goto(elsewhere);
    await page.getByRole("button").click();
    await page.getByText("This request came from another site").waitFor();
    expect(await page.locator("#mine .ticket").count()).toBe(0);
    expect(await availableTickets(id)).toBe(5);
  });
});
