import { globSync, readFileSync } from "node:fs";

export interface SchemaModel {
  name: string;
  /** The name of its table. */
  table: string;
  /** The name of its delegate on the client, e.g. `loginSession`. */
  delegate: string;
  /** From `/// @personal` or `/// @impersonal` above it; undefined without either. */
  personal: boolean | undefined;
  /** From `@owner` above it: the feature that writes it, or `platform`. */
  owner: string | undefined;
  /** Its relations: the field, the model at the other end, and whether the key is in that model's table. */
  relations: { field: string; model: string; keyThere: boolean }[];
  /** Its columns that can hold text: strings, lists of strings, JSON and bytes, but not UUIDs. */
  words: string[];
}

/** The models of prisma/schema, as far as the guard and owner tests need them. */
export function readSchema(): SchemaModel[] {
  const text = globSync("prisma/schema/*.prisma")
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const names = new Set([...text.matchAll(/^model (\w+) \{/gm)].map(([, name]) => name ?? ""));
  return [...text.matchAll(/((?:^\/\/\/.*\n)*)^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(
    ([, comment = "", name = "", body = ""]) => ({
      name,
      table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name,
      delegate: name.charAt(0).toLowerCase() + name.slice(1),
      personal: /@personal\b/.test(comment) ? true : /@impersonal\b/.test(comment) ? false : undefined,
      owner: /@owner ([\w-]+)/.exec(comment)?.[1],
      relations: [...body.matchAll(/^ +(\w+) +(\w+)(?:\?|\[\])?.*$/gm)].flatMap(([line, field = "", model = ""]) =>
        names.has(model) ? [{ field, model, keyThere: !/\bfields:/.test(line) }] : [],
      ),
      words: [...body.matchAll(/^ +(\w+) +(?:String|Json|Bytes)(?:\?|\[\])?(?: .*)?$/gm)].flatMap(
        ([line, column = ""]) => (line.includes("@db.Uuid") ? [] : [/@map\("(\w+)"\)/.exec(line)?.[1] ?? column]),
      ),
    }),
  );
}
