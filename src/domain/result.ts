/** The result of an operation: a value, or the name of an expected failure. It survives RPC. */
export type Result<T, E extends string> = { ok: true; value: T } | { ok: false; error: E };

/** Returns a successful result. */
export const success = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

/** Returns the expected failure `error`. */
export const failure = <E extends string>(error: E): { ok: false; error: E } => ({ ok: false, error });
