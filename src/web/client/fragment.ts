/**
 * Returns the value of a fragment `#name=value` and removes it from the address bar and the history, where
 * others could read it. Links may have any value, of any length.
 *
 * @returns undefined if the address has another fragment or none
 */
export function takeFragment(name: string): string | undefined {
  const prefix = `#${name}=`;
  const { hash, pathname, search } = location;
  if (!hash.startsWith(prefix)) return undefined;
  history.replaceState(null, "", pathname + search);
  return hash.slice(prefix.length);
}
