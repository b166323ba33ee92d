/** Drops a table and creates it again, which bills no row for its rows. A DELETE is billed by the row. */
export function emptyTable(sql: SqlStorage, table: string): void {
  const query =
    "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type = 'table' DESC";
  const definitions = sql.exec<{ sql: string }>(query, table).toArray();
  sql.exec(`DROP TABLE ${table}`);
  // The table comes first, then its triggers, which were dropped with it.
  for (const definition of definitions) sql.exec(definition.sql);
}
