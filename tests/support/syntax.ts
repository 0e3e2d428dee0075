import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
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

const TREES = new Map<string, SyntaxNode>();

/** The syntax tree of a source file. Each file is parsed once, because many tests read it. */
export function parseFile(file: string, code = readFileSync(file, "utf8")): SyntaxNode {
  const key = `${file}\n${code}`;
  const known = TREES.get(key);
  if (known) return known;
  const tree = parseSync(code, {
    filename: file,
    babelrc: false,
    configFile: false,
    presets: ["@babel/preset-typescript"],
  }) as unknown as SyntaxNode;
  TREES.set(key, tree);
  return tree;
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === "object" && value !== null && typeof (value as SyntaxNode).type === "string";

/** The nodes directly below a node. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return Object.entries(node).flatMap(([key, value]) =>
    /Comments$/.test(key) ? [] : (Array.isArray(value) ? value : [value]).filter(isNode),
  );
}

/** A node and every node below it. */
export function* walk(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const child of childrenOf(node)) yield* walk(child);
}

/** A class, an object of functions and the like are declarations too, which `isFunction` leaves out. */
function declaredBy(declaration: SyntaxNode | null): { name: string; body: SyntaxNode }[] {
  switch (declaration?.type) {
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return [{ name: String((declaration.id as SyntaxNode | null)?.name ?? "default"), body: declaration }];
    case "VariableDeclaration":
      return (declaration.declarations as SyntaxNode[]).flatMap(({ id, init }) =>
        init ? [{ name: String((id as SyntaxNode).name), body: init as SyntaxNode }] : [],
      );
    default:
      return [];
  }
}

/** The top-level declarations of a module. */
export function declarationsOf(file: string, code = readFileSync(file, "utf8")): Declared[] {
  const { program } = parseFile(file, code) as unknown as { program: { body: SyntaxNode[] } };
  const listed = new Set(
    program.body
      .filter(({ type, source }) => type === "ExportNamedDeclaration" && !source)
      .flatMap(({ specifiers }) => (specifiers as SyntaxNode[]).map(({ local }) => String((local as SyntaxNode).name))),
  );
  return program.body.flatMap((statement) => {
    const exported = /^Export(Named|Default)Declaration$/.test(statement.type);
    const declaration = (exported ? statement.declaration : statement) as SyntaxNode | null;
    const found = declaredBy(declaration);
    if (statement.type === "ExportDefaultDeclaration" && declaration && found.length === 0)
      found.push({ name: "default", body: declaration });
    return found.map(({ name, body }) => {
      const isFunction = /Function/.test(body.type) || wrapsFunction(body);
      const parameters = ((/Function/.test(body.type) ? body.params : []) as SyntaxNode[]) ?? [];
      return {
        file,
        name,
        exported: exported || listed.has(name),
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

/** Something that a module takes from another file of the portal, under the name that it uses. */
interface Imported {
  local: string;
  /** The name in the other file; null for everything in it. */
  name: string | null;
  file: string;
}

interface Module {
  declared: Declared[];
  imported: Imported[];
}

const MODULES = new Map<string, Module>();

/** A module of the portal with what it declares and what it takes from other files in `src`. */
function moduleOf(file: string, code?: string): Module {
  const known = code === undefined && MODULES.get(file);
  if (known) return known;
  const { program } = parseFile(file, code) as unknown as { program: { body: SyntaxNode[] } };
  const imported = program.body.flatMap((statement) => {
    const source = String((statement.source as SyntaxNode | null)?.value ?? "");
    const path = source.startsWith("@/") ? `src/${source.slice(2)}` : join(dirname(file), source);
    const found = /^(@|\.\.?)\//.test(source)
      ? [`${path}.ts`, `${path}.tsx`].find((name) => existsSync(name))
      : undefined;
    if (!found || found.includes("/generated/")) return [];
    return ((statement.specifiers ?? []) as SyntaxNode[]).map(({ local, imported: name, exported }) => ({
      local: String(((exported ?? local) as SyntaxNode).name),
      name: ((exported ? local : name) as SyntaxNode | undefined)?.name?.toString() ?? null,
      file: found,
    }));
  });
  const module = { declared: declarationsOf(file, code), imported };
  if (code === undefined) MODULES.set(file, module);
  return module;
}

const WORDS = new WeakMap<Declared, Set<string>>();

function wordsOf(one: Declared): Set<string> {
  const words = WORDS.get(one) ?? new Set(one.text.match(/[\w$]+/g));
  WORDS.set(one, words);
  return words;
}

/**
 * A declaration with everything of the portal that it uses, in its own module and in those from which it imports.
 * Declarations for which `isOver` says so are left out, with what they use.
 */
export function reachAcross(
  one: Declared,
  isOver: (declared: Declared) => boolean,
  code?: string,
  seen = new Map<string, Set<string>>(),
): Declared[] {
  const { declared, imported } = moduleOf(one.file, code);
  const known = seen.get(one.file) ?? new Set();
  seen.set(one.file, known);
  if (known.has(one.name)) return [];
  known.add(one.name);
  const words = wordsOf(one);
  const uses = (name: string) => words.has(name);
  const own = declared.filter(({ name }) => name !== one.name && uses(name));
  const others = imported
    .filter(({ local }) => uses(local))
    .flatMap(({ local, name, file }) =>
      moduleOf(file).declared.filter((each) =>
        name === null ? new RegExp(`\\b${local}\\.${each.name}\\b`).test(one.text) : each.name === name,
      ),
    )
    .filter((each) => !isOver(each));
  return [
    one,
    ...own.flatMap((each) => reachAcross(each, isOver, code, seen)),
    ...others.flatMap((each) => reachAcross(each, isOver, undefined, seen)),
  ];
}
