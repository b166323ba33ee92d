/**
 * Loads a raffle's page again when it comes from the back/forward cache, because it is out of date. It is
 * loaded by its address: a reload could send its form again. A page with a ticket that this browser could not
 * store stays, or the ticket would be lost.
 */
export function reloadFromHistory(): void {
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || !document.querySelector("#stage")) return;
    if (!document.querySelector('#mine .ticket:not([data-keeping="stored"])')) {
      location.replace(location.href.split("#")[0] ?? "");
    }
  });
}
