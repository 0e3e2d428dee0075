import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Where the gathered contributions lie; not under version control. */
const FOLDER = "src/contributions";

/** What a feature may contribute to the whole: the file of that name in its folder exports a constant of that name. */
const KINDS = ["audit", "jobs", "queues"] as const;

/** The text of the module that gathers one kind of contribution. */
function gather(kind: (typeof KINDS)[number]): string {
  const files = globSync(`src/{features,platform}/*/${kind}.ts`).sort();
  const imports = files.map((file) => {
    const module = file.replace(/^src\//, "@/").replace(/\.ts$/, "");
    const name = file
      .split("/")
      .slice(-2, -1)[0]
      ?.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    return { module, name };
  });
  return `// Written by scripts/support/contributions.ts from src/*/*/${kind}.ts.
${imports.map(({ module, name }) => `import { ${kind} as ${name} } from "${module}";\n`).join("")}
export const ${kind.toUpperCase()} = {
${imports.map(({ name }) => `  ...${name},\n`).join("")}};
`;
}

/** What features contribute to the whole, as modules: the text of each by its file, one per kind. */
export function contributions(): { file: string; text: string }[] {
  return KINDS.map((kind) => ({ file: join(FOLDER, `${kind}.ts`), text: gather(kind) }));
}

/**
 * Writes what features contribute, so that a new feature touches no file but its own. Files that are right already are left
 * alone, for the development server watches them.
 */
export function writeContributions(): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const { file, text } of contributions())
    if (globSync(file).length === 0 || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  for (const file of globSync(`${FOLDER}/*`)) if (!KINDS.some((kind) => basename(file) === `${kind}.ts`)) rmSync(file);
}
