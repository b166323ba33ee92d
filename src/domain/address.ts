import ipaddr from "ipaddr.js";

/** An IPv4 or IPv6 address, never an IPv4-mapped one. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Parses an address as the platform writes it. IPv4-mapped IPv6 counts as IPv4. Returns undefined for
 * anything else.
 */
export function readAddress(text: string | undefined): Address | undefined {
  if (text === undefined) return undefined;
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  // A zone ("%eth0") names an interface of one machine. "::1.2.3.4" is deprecated (RFC 4291), and ipaddr.js
  // would parse it as IPv4, even in hexadecimal.
  if (/[%x]|^::\d+\./i.test(text) || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/**
 * Returns the network that counts as one player: the IPv4 address, or the first `ipv6PrefixLength` bits of
 * the IPv6 address. One household or phone has a whole /64 (RFC 6177, RFC 7934).
 */
export function networkOf(address: Address, ipv6PrefixLength: number): string {
  if (address instanceof ipaddr.IPv4) return address.toString();
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${address}/${ipv6PrefixLength}`);
  return `${network}/${ipv6PrefixLength}`;
}

/** Reports whether the address is a loopback address. */
export const isLoopback = (address: Address): boolean => address.range() === "loopback";

/** A range of addresses of one family: its base address and its prefix length in bits. */
export type Range = [Address, number];

/**
 * Parses an address or a CIDR range (RFC 4632, RFC 4291). A range of IPv4-mapped IPv6 counts as IPv4.
 *
 * @throws Error if it is neither
 */
export function readRange(text: string): Range {
  const [base = "", bits, ...rest] = text.split("/");
  const isIpv6Text = base.includes(":");
  const address = readAddress(base);
  if (!address || rest.length > 0) throw new Error("neither an address nor a range");
  const width = address.kind() === "ipv4" ? 32 : 128;
  if (bits === undefined) return [address, width];
  const length = Number(bits) - (isIpv6Text && width === 32 ? 96 : 0);
  if (!/^\d{1,3}$/.test(bits) || length < 0 || length > width) throw new Error("no such prefix length");
  return [address, length];
}

/** Reports whether the address lies in one of the ranges. */
export const isWithin = (address: Address, ranges: readonly Range[]): boolean =>
  ranges.some(([base, length]) => base.kind() === address.kind() && address.match(base, length));
