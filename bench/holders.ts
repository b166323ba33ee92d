/**
 * Returns the address of holder `n`, from 0 to 16 million. bench/load.lua computes the same addresses. The
 * other requests of a load come from other addresses (bench/load.ts).
 */
export const addressOfHolder = (n: number): string => `200.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
