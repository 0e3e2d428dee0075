import pg from "pg";

interface Column {
  schema: string;
  table: string;
  column: string;
  bytes: boolean;
}

/**
 * Searches every column of every table of every schema for words, whatever its type: as text, and bytes as the text
 * they encode. Returns where it found one, in alphabetical order, as `Table.column`, with the schema if it is not
 * `public`.
 */
export async function whereabouts(databaseUrl: string, words: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Column>(
      `SELECT c.table_schema AS schema, c.table_name AS "table", c.column_name AS "column", c.udt_name = 'bytea' AS bytes
       FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
       ORDER BY 1, 2, c.ordinal_position`,
    );
    if (rows.length === 0) throw new Error("there is nothing to look through");
    // One statement for all, because there are hundreds of columns.
    const looks = rows.map(({ schema, table, column, bytes }) => {
      const name = client.escapeIdentifier(column);
      const text = bytes ? `encode(${name}, 'escape')` : `${name}::text`;
      const where = `${schema === "public" ? "" : `${schema}.`}${table}.${column}`;
      return `(SELECT ${client.escapeLiteral(where)} AS place
        FROM ${client.escapeIdentifier(schema)}.${client.escapeIdentifier(table)}, unnest($1::text[]) word
        WHERE strpos(lower(${text}), lower(word)) > 0 LIMIT 1)`;
    });
    const found = await client.query<{ place: string }>(looks.join(" UNION ALL "), [words]);
    return found.rows.map(({ place }) => place).sort();
  } finally {
    await client.end();
  }
}
