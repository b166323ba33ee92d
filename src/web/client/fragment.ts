/** Undoes percent-encoding, which some programs add to links. Returns other texts unchanged. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Names the item with the value, for as long as the tab is open. */
const itemName = (name: string): string => `${location.pathname}#${name}`;

/** Forgets the value of a fragment that was put to use. */
export function forgetFragment(name: string): void {
  try {
    sessionStorage.removeItem(itemName(name));
  } catch {
    // Storage is disabled.
  }
}

/** Returns what `takeFragment` returned before the page was loaded again, for example in another language. */
export function recallFragment(name: string): string | undefined {
  try {
    return sessionStorage.getItem(itemName(name)) ?? undefined;
  } catch {
    // Storage is disabled.
    return undefined;
  }
}

/**
 * Returns the value of a fragment `#name=value` and removes it from the address bar and the tab's history,
 * where others could read it. The browser's list of visited pages keeps it: no script can change that list.
 * Links may have any value, of any length.
 *
 * @returns undefined if the address has another fragment or none
 */
export function takeFragment(name: string): string | undefined {
  const prefix = `#${name}=`;
  const { hash, pathname, search } = location;
  if (!hash.startsWith(prefix)) return undefined;
  history.replaceState(null, "", pathname + search);
  const value = decode(hash.slice(prefix.length));
  try {
    sessionStorage.setItem(itemName(name), value);
  } catch {
    // Storage is disabled.
  }
  return value;
}
