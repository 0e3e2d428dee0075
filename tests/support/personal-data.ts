import type { SchemaModel } from "./prisma-schema";
import { type SyntaxNode, walk } from "./syntax";

const QUERY = /^(find|create|update|upsert|delete|count|aggregate|groupBy)/;
/** The arguments of a query within which the name of a relation leads to the other model, whatever its value. */
const LEADS_ON = /^(select|include|where|orderBy|_count)$/;

const FOUND = new WeakMap<SyntaxNode, string[]>();

/**
 * The personal data of the database that a piece of code refers to: delegates, relations in queries, tables in SQL. Each
 * piece is read once.
 */
export function personalDataIn(node: SyntaxNode, models: readonly SchemaModel[]): string[] {
  const found = FOUND.get(node) ?? findPersonalData(node, models);
  FOUND.set(node, found);
  return found;
}

/** The same for any selection of models. */
export function findPersonalData(node: SyntaxNode, models: readonly SchemaModel[]): string[] {
  const personal = new Set(models.filter((model) => model.personal).map(({ name }) => name));
  const delegates = new Set(models.filter(({ name }) => personal.has(name)).map(({ delegate }) => delegate));
  const tables = models.filter(({ name }) => personal.has(name)).map(({ table }) => table);
  const relations = new Set(
    models.flatMap((model) => model.relations.filter((each) => personal.has(each.model)).map(({ field }) => field)),
  );
  const isClient = clientsIn(node);
  const found: string[] = [];
  for (const each of walk(node)) {
    if (each.type === "MemberExpression") {
      const property = each.property as SyntaxNode;
      const object = each.object as SyntaxNode;
      // db().registration.findMany, tx.registration.findMany, and client[anything].
      if (QUERY.test(String(property.name ?? property.value)) && object.type === "MemberExpression") {
        const name = String((object.property as SyntaxNode).name);
        if (object.computed || delegates.has(name)) found.push(name);
      }
      if (each.computed && isClient(object)) found.push("a delegate by a computed name");
      // A delegate passed on as a value.
      if (!each.computed && isClient(object) && delegates.has(String(property.name))) found.push(String(property.name));
      if (/RawUnsafe$/.test(String(property.name))) found.push("SQL that nobody can read here");
    }
    // const { registration } = db(), or transaction(({ registration }) => …).
    for (const { properties } of patternsOfClients(each, isClient))
      for (const { type, key, computed } of properties as SyntaxNode[]) {
        const name = String((key as SyntaxNode | undefined)?.name);
        if (type === "RestElement" || computed || delegates.has(name)) found.push(name);
      }
    if (each.type === "ObjectProperty") {
      const value = each.value as SyntaxNode;
      const asks = value.type === "ObjectExpression" || (value.type === "BooleanLiteral" && value.value === true);
      if (asks && relations.has(keyOf(each))) found.push(keyOf(each));
      if (LEADS_ON.test(keyOf(each)) && value.type === "ObjectExpression")
        for (const within of value.properties as SyntaxNode[]) {
          if (within.type !== "ObjectProperty") continue;
          const isNo = (within.value as SyntaxNode).type === "BooleanLiteral" && !(within.value as SyntaxNode).value;
          if (relations.has(keyOf(within)) && !isNo) found.push(keyOf(within));
          if (within.computed && /^(Identifier|TemplateLiteral)$/.test((within.key as SyntaxNode).type))
            found.push("a relation by a computed name");
        }
    }
    if (each.type === "TemplateElement" || each.type === "StringLiteral") {
      const text = String((each.value as { raw?: string }).raw ?? each.value);
      for (const table of tables) if (text.includes(`"${table}"`)) found.push(`"${table}"`);
    }
  }
  return [...new Set(found)];
}

/** The name of a property as written; for a computed one, only if it is a text. */
export function keyOf({ key, computed }: SyntaxNode): string {
  const { name, value } = key as SyntaxNode;
  return String((computed ? undefined : name) ?? value);
}

/**
 * Tells whether an expression within a piece of code is the database client: `db()`, a transaction, or a name that stands
 * for one of them.
 */
export function clientsIn(node: SyntaxNode): (expression: SyntaxNode | null | undefined) => boolean {
  const names = new Set(["tx", "client"]);
  const isClient = (expression: SyntaxNode | null | undefined): boolean => {
    switch (expression?.type) {
      case "Identifier":
        return names.has(String(expression.name));
      case "CallExpression":
        return (expression.callee as SyntaxNode).name === "db";
      case "LogicalExpression":
        return isClient(expression.left as SyntaxNode) || isClient(expression.right as SyntaxNode);
      case "ConditionalExpression":
        return isClient(expression.consequent as SyntaxNode) || isClient(expression.alternate as SyntaxNode);
      case "TSNonNullExpression":
      case "TSAsExpression":
        return isClient(expression.expression as SyntaxNode);
      default:
        return false;
    }
  };
  for (let before = 0; before !== names.size; ) {
    before = names.size;
    for (const each of walk(node)) {
      const { id, init } = each as { id?: SyntaxNode; init?: SyntaxNode };
      if (each.type === "VariableDeclarator" && id?.type === "Identifier" && isClient(init)) names.add(String(id.name));
      for (const parameter of clientParameters(each)) {
        const target = parameter.type === "AssignmentPattern" ? (parameter.left as SyntaxNode) : parameter;
        if (target.type === "Identifier") names.add(String(target.name));
      }
    }
  }
  return isClient;
}

/** Parameters that hold the client: those of its type, and what a transaction gives to the function that it runs. */
function clientParameters(node: SyntaxNode): SyntaxNode[] {
  if (node.type === "CallExpression") {
    const { name, property } = node.callee as SyntaxNode;
    if (!/transaction$/.test(String(name ?? (property as SyntaxNode | undefined)?.name))) return [];
    const functions = (node.arguments as SyntaxNode[]).filter(({ type }) => /Function/.test(type));
    return functions.flatMap(({ params }) => (params as SyntaxNode[]).slice(0, 1));
  }
  if (!/Function/.test(node.type)) return [];
  return ((node.params ?? []) as SyntaxNode[]).filter((parameter) => {
    const { typeAnnotation } = (parameter.type === "AssignmentPattern" ? parameter.left : parameter) as SyntaxNode;
    const type = (typeAnnotation as SyntaxNode | undefined)?.typeAnnotation as SyntaxNode | undefined;
    const { name, right } = (type?.typeName ?? {}) as SyntaxNode;
    return /^(Tx|PrismaClient|TransactionClient)$/.test(String(name ?? (right as SyntaxNode | undefined)?.name));
  });
}

/** The patterns at a node that take the client apart. */
export function patternsOfClients(node: SyntaxNode, isClient: (node: SyntaxNode) => boolean): SyntaxNode[] {
  const { id, init } = node as { id?: SyntaxNode; init?: SyntaxNode };
  const declared = node.type === "VariableDeclarator" && id && init && isClient(init) ? [id] : [];
  const parameters = clientParameters(node).map((one) =>
    one.type === "AssignmentPattern" ? (one.left as SyntaxNode) : one,
  );
  return [...declared, ...parameters].filter(({ type }) => type === "ObjectPattern");
}
