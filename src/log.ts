/**
 * Writes one structured log line (JSON, which Workers Logs indexes by field). Never a verification code, an
 * idempotency key or an address.
 */
export function log(level: "info" | "error", event: string, fields: Record<string, unknown>): void {
  // biome-ignore lint/suspicious/noConsole: the platform collects logs from the console, and only here
  console[level](JSON.stringify({ event, ...fields }));
}
