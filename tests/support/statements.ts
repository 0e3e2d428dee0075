import pg from "pg";

interface Statement {
  text: string;
  values: unknown[];
}

/** The text of each statement that PostgreSQL received from this process while `run` ran. */
export async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
  return (await asked(run)).map(({ text }) => text);
}

/** How many rows of each table PostgreSQL reads for the queries of `run`. Rows read from an index alone are not counted. */
export async function rowsReadBy(url: string, run: () => Promise<unknown>): Promise<Map<string, number>> {
  const statements = await asked(run);
  const rows = new Map<string, number>();
  const count = (node: PlanNode): void => {
    const { "Relation Name": table, "Actual Rows": kept = 0, "Rows Removed by Filter": dropped = 0 } = node;
    if (table && node["Node Type"] !== "Index Only Scan")
      rows.set(table, (rows.get(table) ?? 0) + (kept + dropped) * node["Actual Loops"]);
    for (const below of node.Plans ?? []) count(below);
  };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const { text, values } of statements.filter(({ text }) => /^\s*(SELECT|WITH)\b/i.test(text))) {
      const answer = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values);
      count(answer.rows[0]["QUERY PLAN"][0].Plan);
    }
  } finally {
    await client.end();
  }
  return rows;
}

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows"?: number;
  "Rows Removed by Filter"?: number;
  "Actual Loops": number;
  Plans?: PlanNode[];
}

/** pg-boss reads the list of its queues once a minute, whatever else happens. */
const isQueueList = (text: string) => /FROM\s+"?pgboss"?\.queue\b/i.test(text) && !/INSERT/i.test(text);

async function asked(run: () => Promise<unknown>): Promise<Statement[]> {
  const all: Statement[] = [];
  const original = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [query, values = []] = args as [string | (Partial<Statement> & { text: string }), unknown[]?];
    all.push(typeof query === "string" ? { text: query, values } : { values, ...query });
    return (original as (...all: unknown[]) => unknown).apply(this, args);
  } as typeof original;
  try {
    await run();
  } finally {
    pg.Client.prototype.query = original;
  }
  return all.filter(({ text }) => !/^(BEGIN|COMMIT|ROLLBACK|SET )/i.test(text) && !isQueueList(text));
}
