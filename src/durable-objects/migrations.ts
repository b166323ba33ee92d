/**
 * Brings an object's tables to the newest version: runs the steps it has not yet seen, in order, in one transaction
 * with the marker of how many it has seen. A list of steps only ever grows at its end.
 *
 * @param steps SQL, one or more statements each
 */
export function migrate(storage: DurableObjectStorage, steps: readonly string[]): void {
  storage.transactionSync(() => {
    const { sql } = storage;
    sql.exec("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL) STRICT");
    const [row] = sql.exec<{ version: number }>("SELECT version FROM schema_version").toArray();
    if (row === undefined) sql.exec("INSERT INTO schema_version (version) VALUES (0)");
    const seen = row?.version ?? 0;
    if (seen >= steps.length) return;
    for (const step of steps.slice(seen)) sql.exec(step);
    sql.exec("UPDATE schema_version SET version = ?", steps.length);
  });
}

/** Whether the object has tables at all. Only looks: an object that nobody created stays without storage. */
export const hasTables = (storage: DurableObjectStorage): boolean =>
  storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'schema_version'").toArray().length > 0;
