import type { Page } from "playwright-core";

/** The texts of a page's live regions. */
export interface Announcements {
  /** Texts that screen readers announce: their region was rendered before they were added. */
  announced: string[];
  /** Texts that some screen readers miss, because they appeared together with their region. */
  missed: string[];
}

declare global {
  interface Window {
    announcements: Announcements;
  }
}

/** Records the announcements of all pages that are opened from now on. */
export const recordAnnouncements = (page: Page) =>
  page.addInitScript(() => {
    const REGIONS =
      '[role="status"], [role="alert"], [role="log"], [aria-live="polite"], [aria-live="assertive"]';
    const rendered = () =>
      [...document.querySelectorAll(REGIONS)].filter((region) => region.getClientRects().length > 0);
    window.announcements = { announced: [], missed: [] };
    // Screen readers read a new page from its beginning, so its first content is no announcement.
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
        const text = region.textContent?.trim();
        if (!text || !touched.has(region) || document.readyState === "loading") continue;
        window.announcements[ready.has(region) ? "announced" : "missed"].push(text);
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

/** Returns the announcements of the current page. */
export const announcementsOn = (page: Page): Promise<Announcements> =>
  page.evaluate(() => window.announcements);
