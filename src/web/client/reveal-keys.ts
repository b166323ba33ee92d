/** What the keys of a keyboard or a presenter do. */
const KEYS: Record<string, 1 | -1 | "start" | "end"> = {
  " ": 1,
  Enter: 1,
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1,
  Home: "start",
  End: "end",
};

/** Calls back for the keys that move between screens. Keys that a button or link needs stay its own. */
export function onStepKeys(show: {
  move(direction: 1 | -1): void;
  jumpTo(place: "start" | "end"): void;
}): void {
  document.addEventListener("keydown", (event) => {
    const action = KEYS[event.key];
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const isPress = event.key === " " || event.key === "Enter";
    if (isPress && (event.target as Element).closest("a, button, summary")) return;
    event.preventDefault();
    // A key that is held down must not skip prizes.
    if (event.repeat) return;
    if (typeof action === "number") show.move(action);
    else show.jumpTo(action);
  });
}
