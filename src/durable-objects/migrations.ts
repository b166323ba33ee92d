/**
 * Migrates an object's tables to the newest version. Runs the steps that it has not run yet, in one
 * transaction with the version number. New steps are only ever appended.
 *
 * @param steps SQL, one or more statements each
 */
export function migrate(storage: DurableObjectStorage, steps: readonly string[]): void {
  storage.transactionSync(() => {
    const { sql } = storage;
    sql.exec("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL) STRICT");
    const [row] = sql.exec<{ version: number }>("SELECT version FROM schema_version").toArray();
    if (row === undefined) sql.exec("INSERT INTO schema_version (version) VALUES (0)");
    const version = row?.version ?? 0;
    if (version >= steps.length) return;
    for (const step of steps.slice(version)) sql.exec(step);
    sql.exec("UPDATE schema_version SET version = ?", steps.length);
  });
}

/** Returns whether the object has tables. Only reads, so an object that nobody created stays empty. */
export const hasTables = (storage: DurableObjectStorage): boolean =>
  storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'schema_version'").toArray().length > 0;
