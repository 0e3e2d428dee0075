import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** The folder for collected contributions and messages, not under version control. */
const FOLDER = "src/contributions";
const MESSAGES = "src/i18n/generated";

/** What a feature may contribute: a file of that name in its folder exports a constant of that name. */
const KINDS = ["audit", "audit-names", "demo", "jobs", "letters", "notifications", "queues"] as const;

/** Converts the name of a file or folder to that of a constant. */
export const camelCase = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The source of the module that collects one kind of contribution. */
function gather(kind: (typeof KINDS)[number]): string {
  const files = globSync(`src/{features,platform}/*/${kind}.ts`).sort();
  const imports = files.map((file) => {
    const module = file.replace(/^src\//, "@/").replace(/\.ts$/, "");
    return { module, name: camelCase(file.split("/").at(-2) ?? "") };
  });
  return `// Written by scripts/support/contributions.ts from src/*/*/${kind}.ts.
${imports.map(({ module, name }) => `import { ${camelCase(kind)} as ${name} } from "${module}";\n`).join("")}
export const ${kind.toUpperCase().replace("-", "_")} = {
${imports.map(({ name }) => `  ...${name},\n`).join("")}};
`;
}

/**
 * The namespaces of one language with their files: `Forum.json`, or a folder such as `AuditActions`, in which each
 * feature has a file.
 */
function namespaces(locale: string): Map<string, string[]> {
  const byNamespace = new Map<string, string[]>();
  for (const file of globSync(`messages/${locale}/{*,*/*}.json`).sort()) {
    const namespace = basename(file.split("/")[2] ?? "", ".json");
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), file]);
  }
  return byNamespace;
}

/** The messages of one language by namespace, as written. */
export function readMessages(locale: string): Record<string, Record<string, unknown>> {
  const read = (file: string): object => JSON.parse(readFileSync(file, "utf8"));
  return Object.fromEntries(
    [...namespaces(locale)].map(([namespace, files]) => [namespace, Object.assign({}, ...files.map(read))]),
  );
}

/** The source of the module that merges one language's messages. */
function gatherMessages(locale: string): string {
  const all = [...namespaces(locale)].map(([namespace, files]) => ({
    namespace,
    parts: files.map((file, n) => ({ file, name: files.length > 1 ? `${namespace}${n}` : namespace })),
  }));
  const imports = all.flatMap(({ parts }) =>
    parts.map(({ file, name }) => `import ${name} from "../../../${file}";\n`),
  );
  const properties = all.map(({ namespace, parts }) =>
    parts.length > 1 ? `${namespace}: { ${parts.map(({ name }) => `...${name}`).join(", ")} }` : namespace,
  );
  return `// Written by scripts/support/contributions.ts from messages/${locale}.
${imports.join("")}
export default { ${properties.join(", ")} };
`;
}

/** The type of the English messages with their texts, from which next-intl derives the keys and parameters. */
const messageTypes = () => `// Written by scripts/support/contributions.ts from messages/en.
export type EnglishMessages = ${JSON.stringify(readMessages("en"), null, 2)};
`;

/** The modules with everything collected from the features and from `messages`: each file and its source. */
export function contributions(): { file: string; text: string }[] {
  return [
    ...KINDS.map((kind) => ({ file: join(FOLDER, `${kind}.ts`), text: gather(kind) })),
    ...readdirSync("messages").map((locale) => ({
      file: join(MESSAGES, `messages-${locale}.ts`),
      text: gatherMessages(locale),
    })),
    { file: join(MESSAGES, "english-messages.ts"), text: messageTypes() },
  ];
}

/**
 * Writes the collected modules, so that a new feature touches only its own files. Leaves unchanged files alone, because
 * the development server watches them, and removes obsolete ones.
 */
export function writeContributions(): void {
  const written = contributions();
  for (const folder of [FOLDER, MESSAGES]) mkdirSync(folder, { recursive: true });
  for (const { file, text } of written)
    if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  for (const file of globSync(`{${FOLDER},${MESSAGES}}/*`))
    if (!written.some((module) => module.file === file)) rmSync(file);
}
