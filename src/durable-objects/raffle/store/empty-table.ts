/** Drops a table and creates it again, which bills no row for its rows. A DELETE is billed by the row. */
export function emptyTable(sql: SqlStorage, table: string): void {
  const query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?";
  const definition = sql.exec<{ sql: string }>(query, table).one();
  sql.exec(`DROP TABLE ${table}`);
  sql.exec(definition.sql);
}
