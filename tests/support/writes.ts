import type { SchemaModel } from "./prisma-schema";
import { type SyntaxNode, walk } from "./syntax";

const WRITE = /^(create|update|upsert|delete)/;
/** Prisma's names for nested writes to the other end of a relation. */
const NESTED =
  /^(create|createMany|connectOrCreate|update|updateMany|upsert|delete|deleteMany|set|connect|disconnect)$/;

/** The models that a piece of code writes: through their delegates, through nested writes, and in SQL. */
export function writesIn(node: SyntaxNode, models: readonly SchemaModel[]): string[] {
  const byDelegate = new Map(models.map((model) => [model.delegate, model.name]));
  const byRelation = new Map(models.flatMap(({ relations }) => relations.map(({ field, model }) => [field, model])));
  const found = new Set<string>();
  for (const each of walk(node)) {
    if (each.type === "MemberExpression" && WRITE.test(String((each.property as SyntaxNode).name))) {
      const object = each.object as SyntaxNode;
      const name = object.type === "MemberExpression" ? String((object.property as SyntaxNode).name) : "";
      const model = byDelegate.get(name);
      if (model) found.add(model);
    }
    if (each.type === "ObjectProperty" && (each.value as SyntaxNode).type === "ObjectExpression") {
      const model = byRelation.get(String((each.key as SyntaxNode).name));
      const { properties } = each.value as unknown as { properties: SyntaxNode[] };
      const nested = properties.map(({ key }) => String((key as SyntaxNode | undefined)?.name));
      // `connect` alone sets a key of the written row, not of the other end.
      if (model && nested.some((name) => NESTED.test(name) && name !== "connect")) found.add(model);
    }
    if (each.type === "TemplateElement") {
      const text = String((each.value as { raw?: string }).raw);
      for (const [, table] of text.matchAll(/(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\s+"(\w+)"/g)) {
        const model = models.find((candidate) => candidate.table === table);
        if (model) found.add(model.name);
      }
    }
  }
  return [...found];
}
