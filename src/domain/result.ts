/** What an operation answers when some failures are expected: a value, or the name of what went wrong. Survives RPC. */
export type Result<T, E extends string> = { ok: true; value: T } | { ok: false; error: E };

/** The good answer. */
export const success = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

/** The expected failure `error`. */
export const failure = <E extends string>(error: E): { ok: false; error: E } => ({ ok: false, error });
