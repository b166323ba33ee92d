import type { Page } from "playwright-core";

/** What a page's live regions have said. */
export interface Announcements {
  /** Read aloud: put into a region that was in the page before, and not hidden. */
  announced: string[];
  /** Not read aloud by every screen reader: it came together with its region, or with the region's becoming visible. */
  missed: string[];
}

declare global {
  interface Window {
    announcements: Announcements;
  }
}

/** Listens to the pages that are opened from now on. */
export const recordAnnouncements = (page: Page) =>
  page.addInitScript(() => {
    const REGIONS =
      '[role="status"], [role="alert"], [role="log"], [aria-live="polite"], [aria-live="assertive"]';
    const rendered = () =>
      [...document.querySelectorAll(REGIONS)].filter((region) => region.getClientRects().length > 0);
    window.announcements = { announced: [], missed: [] };
    // The page as it was answered is read from its beginning.
    let ready = new Set<Element>();
    addEventListener("DOMContentLoaded", () => {
      ready = new Set(rendered());
    });
    new MutationObserver((changes) => {
      const after = rendered();
      const touched = new Set(
        changes.flatMap(({ target, addedNodes }) => {
          const element = target instanceof Element ? target : target.parentElement;
          const within = [...addedNodes].flatMap((node) =>
            node instanceof Element ? [node, ...node.querySelectorAll(REGIONS)] : [],
          );
          return [element?.closest(REGIONS), ...within.filter((node) => node.matches(REGIONS))];
        }),
      );
      for (const region of after) {
        const words = region.textContent?.trim();
        if (!words || !touched.has(region) || document.readyState === "loading") continue;
        window.announcements[ready.has(region) ? "announced" : "missed"].push(words);
      }
      if (document.readyState !== "loading") ready = new Set(after);
    }).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ["hidden", "class", "role", "aria-live"],
    });
  });

export const announcementsOn = (page: Page): Promise<Announcements> => page.evaluate(() => window.announcements);
