/** The longest value of a fragment that is read. Links of this service are shorter. */
const MAX_VALUE_LENGTH = 100;

/**
 * Returns the value of a fragment `#name=value` and removes it from the address bar and the history, where
 * others could read it. An overlong value is empty.
 *
 * @returns undefined if the address has another fragment or none
 */
export function takeFragment(name: string): string | undefined {
  const prefix = `#${name}=`;
  const { hash, pathname, search } = location;
  if (!hash.startsWith(prefix)) return undefined;
  history.replaceState(null, "", pathname + search);
  const value = hash.slice(prefix.length);
  return value.length > MAX_VALUE_LENGTH ? "" : value;
}
