import { clientsIn, keyOf, patternsOfClients } from "./personal-data";
import type { SchemaModel } from "./prisma-schema";
import { childrenOf, type SyntaxNode, walk } from "./syntax";

const WRITE = /^(create|update|upsert|delete)/;
/** Prisma's names for nested writes to the other end of a relation. */
const NESTED =
  /^(create|createMany|connectOrCreate|update|updateMany|upsert|delete|deleteMany|set|connect|disconnect)$/;
/** Statements that change a table. Its name has capitals, so it stands in quotes. */
const STATEMENT =
  /\b(?:INSERT\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?|TRUNCATE(?:\s+TABLE)?|MERGE\s+INTO|COPY)\s+(?:"?public"?\.)?"(\w+)"/gi;

/**
 * The models that a piece of code writes: through their delegates, through nested writes, and in SQL. A delegate that is
 * taken from the client and kept or handed on counts as written, because nobody sees here what happens to it.
 */
export function writesIn(node: SyntaxNode, models: readonly SchemaModel[]): string[] {
  const byDelegate = new Map(models.map((model) => [model.delegate, model.name]));
  const at = modelsAt(node, models);
  const isClient = clientsIn(node);
  const found = new Set<string>();
  const add = (name: string | undefined) => name && found.add(name);
  /** Members whose own member is named at once, as in tx.participant.create. */
  const used = new Set<SyntaxNode>();
  for (const each of walk(node)) {
    if (each.type === "MemberExpression") {
      const object = each.object as SyntaxNode;
      const method = nameOf(each);
      if (object.type === "MemberExpression") {
        used.add(object);
        if (WRITE.test(method) || (each.computed && method === "")) add(byDelegate.get(nameOf(object)));
      }
      if (isClient(object) && !used.has(each)) add(byDelegate.get(nameOf(each)));
    }
    for (const { properties } of patternsOfClients(each, isClient))
      for (const property of properties as SyntaxNode[])
        if (property.type === "ObjectProperty") add(byDelegate.get(keyOf(property)));
    if (each.type === "ObjectProperty" && (each.value as SyntaxNode).type === "ObjectExpression")
      for (const { model, keyThere } of leadsTo(each, at.get(each), models)) {
        const { properties } = each.value as unknown as { properties: SyntaxNode[] };
        const nested = properties.flatMap((one) => (one.type === "ObjectProperty" ? keyOf(one) : []));
        // `connect` alone sets a key: of the written row, or of the other end.
        if (nested.some((name) => NESTED.test(name) && (name !== "connect" || keyThere))) add(model);
      }
    if (each.type === "TemplateElement" || each.type === "StringLiteral") {
      const text = String((each.value as { raw?: string }).raw ?? each.value);
      for (const [, table] of text.matchAll(STATEMENT)) add(models.find((one) => one.table === table)?.name);
    }
  }
  return [...found];
}

/** The name of a member, also in brackets; empty if it is computed. */
function nameOf({ property, computed }: SyntaxNode): string {
  const { name, value } = property as SyntaxNode;
  return String((computed ? undefined : name) ?? value ?? "");
}

/** The relations that a property of a query can name: those of the model that the query is about, if that is known. */
function leadsTo(property: SyntaxNode, about: string | undefined, models: readonly SchemaModel[]) {
  const known = about === undefined ? models : models.filter(({ name }) => name === about);
  return known.flatMap(({ relations }) => relations.filter(({ field }) => field === keyOf(property)));
}

/** For each property within a query, the model that it is about. */
function modelsAt(node: SyntaxNode, models: readonly SchemaModel[]): Map<SyntaxNode, string> {
  const found = new Map<SyntaxNode, string>();
  const descend = (within: SyntaxNode, about: string) => {
    for (const each of childrenOf(within)) {
      found.set(each, about);
      const next = each.type === "ObjectProperty" ? leadsTo(each, about, models)[0]?.model : undefined;
      descend(each, next ?? about);
    }
  };
  for (const { type, callee, arguments: given } of walk(node)) {
    if (type !== "CallExpression" || (callee as SyntaxNode).type !== "MemberExpression") continue;
    const table = (callee as SyntaxNode).object as SyntaxNode;
    const model = table.type === "MemberExpression" && models.find(({ delegate }) => delegate === nameOf(table));
    if (model) for (const argument of given as SyntaxNode[]) descend(argument, model.name);
  }
  return found;
}
