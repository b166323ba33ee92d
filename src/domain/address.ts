import ipaddr from "ipaddr.js";

/** An IPv4 or IPv6 address, never an IPv4-mapped one. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Reads an address as the platform writes it. IPv4-mapped IPv6 counts as IPv4. undefined for anything else. */
export function readAddress(text: string | undefined): Address | undefined {
  if (text === undefined) return undefined;
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  // A zone ("%eth0") names an interface of one machine, not a caller; "::1.2.3.4" is deprecated (RFC 4291), and
  // ipaddr.js would take it, in hexadecimal too, for an IPv4 address.
  if (/[%x]|^::\d+\./i.test(text) || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/**
 * Who counts as one player: the IPv4 address, or the IPv6 network of `ipv6PrefixLength` bits, since one household
 * or one phone has a whole /64 to itself (RFC 6177, RFC 7934).
 */
export function networkOf(address: Address, ipv6PrefixLength: number): string {
  if (address instanceof ipaddr.IPv4) return address.toString();
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${address}/${ipv6PrefixLength}`);
  return `${network}/${ipv6PrefixLength}`;
}

/** Whether the address is one of the machine itself. */
export const isLoopback = (address: Address): boolean => address.range() === "loopback";

/** A range of addresses of one family. */
export type Range = [Address, number];

/**
 * Reads an address or a CIDR range (RFC 4632, RFC 4291). A range of IPv4-mapped IPv6 counts as IPv4.
 *
 * @throws Error where it is neither
 */
export function readRange(text: string): Range {
  const [base = "", bits, ...rest] = text.split("/");
  const mapped = base.includes(":");
  const address = readAddress(base);
  if (!address || rest.length > 0) throw new Error("neither an address nor a range");
  const width = address.kind() === "ipv4" ? 32 : 128;
  if (bits === undefined) return [address, width];
  const length = Number(bits) - (mapped && width === 32 ? 96 : 0);
  if (!/^\d{1,3}$/.test(bits) || length < 0 || length > width) throw new Error("no such prefix length");
  return [address, length];
}

/** Whether the address lies in one of the ranges. */
export const isWithin = (address: Address, ranges: readonly Range[]): boolean =>
  ranges.some(([base, length]) => base.kind() === address.kind() && address.match(base, length));
