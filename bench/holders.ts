/** The address of holder number `n`, 0 to 16 million: of none that a load calls from (bench/load.ts). load.lua makes them, too. */
export const networkOfHolder = (n: number): string => `200.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
