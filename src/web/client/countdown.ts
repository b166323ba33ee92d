/**
 * Counts down to the end of `data-wait`, which the service has computed: the browser's clock may be wrong.
 *
 * @param onTick receives the seconds that are left, at once and every second down to 0
 */
export function countDown(element: HTMLElement, onTick: (seconds: number) => void): void {
  const end = Date.now() + Number(element.dataset.wait);
  const tick = () => {
    // The stage with the countdown may have been replaced.
    if (!element.isConnected) return;
    const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    onTick(seconds);
    if (seconds > 0) setTimeout(tick, 1000);
  };
  tick();
}
