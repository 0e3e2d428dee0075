import type { SchemaModel } from "./prisma-schema";
import { type SyntaxNode, walk } from "./syntax";

const QUERY = /^(find|create|update|upsert|delete|count|aggregate|groupBy)/;

/** The personal data of the database that a piece of code refers to: delegates, relations in queries, tables in SQL. */
export function personalDataIn(node: SyntaxNode, models: readonly SchemaModel[]): string[] {
  const personal = new Set(models.filter((model) => model.personal).map(({ name }) => name));
  const delegates = new Set(models.filter(({ name }) => personal.has(name)).map(({ delegate }) => delegate));
  const tables = models.filter(({ name }) => personal.has(name)).map(({ table }) => table);
  const relations = new Set(
    models.flatMap((model) => model.relations.filter((each) => personal.has(each.model)).map(({ field }) => field)),
  );
  const found: string[] = [];
  for (const each of walk(node)) {
    if (each.type === "MemberExpression") {
      const property = each.property as SyntaxNode;
      const object = each.object as SyntaxNode;
      // db().registration.findMany, tx.registration.findMany, and client[anything].
      if (QUERY.test(String(property.name)) && object.type === "MemberExpression") {
        const name = String((object.property as SyntaxNode).name);
        if (object.computed || delegates.has(name)) found.push(name);
      }
      if (each.computed && isClient(object)) found.push("a delegate by a computed name");
      // const { registration } = db(), or a delegate passed on as a value.
      if (!each.computed && isClient(object) && delegates.has(String(property.name))) found.push(String(property.name));
    }
    if (each.type === "VariableDeclarator" && isClient(each.init as SyntaxNode | null)) {
      const { properties = [] } = each.id as { properties?: SyntaxNode[] };
      for (const { key } of properties)
        if (delegates.has(String((key as SyntaxNode | undefined)?.name))) found.push(String((key as SyntaxNode).name));
    }
    if (each.type === "ObjectProperty") {
      const { name, value: literal } = each.key as SyntaxNode;
      const value = each.value as SyntaxNode;
      const field = String(name ?? literal);
      const asks = value.type === "ObjectExpression" || (value.type === "BooleanLiteral" && value.value === true);
      if (asks && relations.has(field)) found.push(field);
    }
    if (each.type === "TemplateElement" || each.type === "StringLiteral") {
      const text = String((each.value as { raw?: string }).raw ?? each.value);
      for (const table of tables) if (text.includes(`"${table}"`)) found.push(`"${table}"`);
    }
  }
  return [...new Set(found)];
}

/** Whether an expression is the database client: `db()`, or a transaction by one of its usual names. */
function isClient(node: SyntaxNode | null | undefined): boolean {
  if (node?.type === "Identifier") return node.name === "tx" || node.name === "client";
  return node?.type === "CallExpression" && (node.callee as SyntaxNode).name === "db";
}
