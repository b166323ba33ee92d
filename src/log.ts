/**
 * Writes one log line as JSON, which Workers Logs indexes by field. The fields must not contain verification
 * codes, idempotency keys or addresses.
 */
export function log(level: "info" | "error", event: string, fields: Record<string, unknown>): void {
  // biome-ignore lint/suspicious/noConsole: the platform collects logs from the console
  console[level](JSON.stringify({ event, ...fields }));
}
