import { readFileSync } from "node:fs";
import { parseSync } from "@babel/core";

/** A node of Babel's syntax tree. */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** A top-level declaration of a module: a function, or a constant that functions may use. */
export interface Declared {
  file: string;
  name: string;
  exported: boolean;
  isFunction: boolean;
  text: string;
  node: SyntaxNode;
  /** The parameters as written. */
  parameters: string[];
}

/** The syntax tree of a source file. */
export function parseFile(file: string, code = readFileSync(file, "utf8")): SyntaxNode {
  return parseSync(code, {
    filename: file,
    babelrc: false,
    configFile: false,
    presets: ["@babel/preset-typescript"],
  }) as unknown as SyntaxNode;
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === "object" && value !== null && typeof (value as SyntaxNode).type === "string";

/** A node and every node below it. */
export function* walk(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const [key, value] of Object.entries(node)) {
    if (/Comments$/.test(key)) continue;
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child);
  }
}

/** The top-level declarations of a module. */
export function declarationsOf(file: string, code = readFileSync(file, "utf8")): Declared[] {
  const { program } = parseFile(file, code) as unknown as { program: { body: SyntaxNode[] } };
  return program.body.flatMap((statement) => {
    const exported = statement.type === "ExportNamedDeclaration";
    const declaration = (exported ? statement.declaration : statement) as SyntaxNode | null;
    const found =
      declaration?.type === "FunctionDeclaration"
        ? [{ id: declaration.id as SyntaxNode, body: declaration }]
        : declaration?.type === "VariableDeclaration"
          ? (declaration.declarations as SyntaxNode[]).flatMap(({ id, init }) =>
              init ? [{ id: id as SyntaxNode, body: init as SyntaxNode }] : [],
            )
          : [];
    return found.map(({ id, body }) => {
      const isFunction = /Function/.test(body.type) || wrapsFunction(body);
      const parameters = ((/Function/.test(body.type) ? body.params : []) as SyntaxNode[]) ?? [];
      return {
        file,
        name: String(id.name),
        exported,
        isFunction,
        text: code.slice(body.start, body.end),
        node: body,
        parameters: parameters.map(({ start, end }) => code.slice(start, end)),
      };
    });
  });
}

/** A function that another one wraps, e.g. React's `cache(async () => …)`. */
function wrapsFunction({ type, arguments: given }: SyntaxNode): boolean {
  return type === "CallExpression" && (given as SyntaxNode[]).some((argument) => /Function/.test(argument.type));
}

/** A declaration with all declarations of the same module that it uses, directly or not. */
export function reach(one: Declared, all: readonly Declared[], seen = new Set<Declared>()): Declared[] {
  if (seen.has(one)) return [];
  seen.add(one);
  const named = all.filter(({ name }) => name !== one.name && new RegExp(`\\b${name}\\b`).test(one.text));
  return [one, ...named.flatMap((each) => reach(each, all, seen))];
}
