import { vi } from "vitest";

/** Lets time pass for whoever looks at `Date.now()`, until the mocks are restored. */
export function pass(milliseconds: number): void {
  const later = Date.now() + milliseconds;
  vi.spyOn(Date, "now").mockReturnValue(later);
}
