/** Undoes percent-encoding, which some programs add to links. Returns other texts unchanged. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Returns the value of a fragment `#name=value` and removes it from the address bar and the tab's history, where
 * others could read it. The browser's list of visited pages keeps it: no script can change that list. Links may
 * have any value, of any length.
 *
 * @returns undefined if the address has another fragment or none
 */
export function takeFragment(name: string): string | undefined {
  const prefix = `#${name}=`;
  const { hash, pathname, search } = location;
  if (!hash.startsWith(prefix)) return undefined;
  history.replaceState(null, "", pathname + search);
  return decode(hash.slice(prefix.length));
}
