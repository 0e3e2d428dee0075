import pg from "pg";

/** The text of each statement that PostgreSQL received from this process while `run` ran. */
export async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
  const asked: string[] = [];
  const original = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [query] = args as [string | { text: string }];
    asked.push(typeof query === "string" ? query : query.text);
    return (original as (...all: unknown[]) => unknown).apply(this, args);
  } as typeof original;
  try {
    await run();
  } finally {
    pg.Client.prototype.query = original;
  }
  return asked.filter((text) => !/^(BEGIN|COMMIT|ROLLBACK|SET )/i.test(text));
}
