import { globSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  isArgumentElement,
  isPluralElement,
  isSelectElement,
  isTagElement,
  type MessageFormatElement,
  parse,
} from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";
import { AUDIT } from "@/contributions/audit";
import { NOTIFICATIONS } from "@/contributions/notifications";
import { isUrgent } from "@/features/notifications/registry";
import type { NotificationTemplate } from "@/features/notifications/schema";
import { LOCALE_CODES, LOCALES } from "@/i18n/locales";
import { readMessages } from "../../scripts/support/contributions";

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

/** One language's texts by key. */
const read = (locale: string) => flatten(readMessages(locale) as Tree);

const source = read("en");

/** The names of a message's parameters: arguments, plurals and tags. */
function argumentsOf(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (isPluralElement(element) || isSelectElement(element))
      return [element.value, ...Object.values(element.options).flatMap((option) => argumentsOf(option.value))];
    if (isTagElement(element)) return [element.value, ...argumentsOf(element.children)];
    return isArgumentElement(element) ? [element.value] : [];
  });
}

function pluralsOf(elements: MessageFormatElement[]): string[][] {
  return elements.flatMap((element) => (isPluralElement(element) ? [Object.keys(element.options)] : []));
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes("generated"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

test("every registered locale has its folder, and every folder is registered", () => {
  expect(readdirSync("messages").sort()).toEqual([...LOCALE_CODES].sort());
});

describe.each(LOCALE_CODES)("messages/%s", (locale) => {
  const messages = read(locale);

  test("has exactly the keys of English", () => {
    expect([...messages.keys()].sort()).toEqual([...source.keys()].sort());
  });

  test("is well-formed ICU with the arguments of English", () => {
    for (const [key, text] of messages) {
      const wanted = new Set(argumentsOf(parse(source.get(key) ?? "")));
      expect(new Set(argumentsOf(parse(text))), key).toEqual(wanted);
      expect(text.trim(), key).not.toBe("");
    }
  });

  test("gives every plural the categories of its language", () => {
    const categories = new Intl.PluralRules(LOCALES[locale].bcp47).resolvedOptions().pluralCategories;
    for (const [key, text] of messages)
      for (const options of pluralsOf(parse(text)))
        expect(options.filter((option) => !option.startsWith("=")).sort(), key).toEqual([...categories].sort());
  });

  test("has no straight apostrophe, which ICU would take for a quote", () => {
    for (const [key, text] of messages) expect(text, key).not.toContain("'");
  });

  test("leaves no English behind", () => {
    if (locale === "en") return;
    const same = [...messages].filter(
      ([key, text]) => text === source.get(key) && /\p{L}.*\s/u.test(text.replace(/\{[^}]*\}/g, "").trim()),
    );
    expect(same.map(([key]) => key)).toEqual([]);
  });
});

/** Namespaces whose keys are domain values, named where the domain is and not where they are looked up. */
const ANYWHERE = [
  // The errors of forms: schemas and commands name them.
  ...Object.entries(readMessages("en")).flatMap(([namespace, keys]) => ("form_invalid" in keys ? [namespace] : [])),
  "Roles",
  "Needs",
  "ResponsibilityKinds",
  "Promises",
  "Mail",
  "NotFound",
  "Entry",
  "Site",
].map((namespace) => `${namespace}.`);

/** Whether a message goes to a party, whose page lists it. */
const isForParties = (name: string) => {
  const { when } = NOTIFICATIONS[name as NotificationTemplate];
  return "party" in when || "hearsOfLaterForums" in when;
};

/** The words for contributions: audit actions, messages to parties, and messages that staff may have to deliver. */
const CONTRIBUTED = [
  ...Object.entries(AUDIT).flatMap(([action, subject]) => [`AuditActions.${action}`, `AuditSubjects.${subject}`]),
  ...(Object.keys(NOTIFICATIONS) as NotificationTemplate[]).filter(isUrgent).map((name) => `CallReasons.${name}`),
  ...Object.keys(NOTIFICATIONS)
    .filter(isForParties)
    .map((name) => `NotificationKinds.${name}`),
];

test("contributions have their words", () => {
  expect([...new Set(CONTRIBUTED)].filter((key) => !source.has(key))).toEqual([]);
});

/** The features that contribute one kind of thing, with the names they contribute. */
async function contributed(kind: "audit" | "notifications"): Promise<[feature: string, names: string[]][]> {
  return Promise.all(
    globSync(`src/features/*/${kind}.ts`).map(async (file) => {
      const module = await import(/* @vite-ignore */ resolve(file));
      return [file.split("/")[2] ?? "", Object.keys(module[kind])] as [string, string[]];
    }),
  );
}

test("each feature has the words of its own contributions, and of no others, in its own files", async () => {
  const audited = await contributed("audit");
  const declared = await contributed("notifications");
  const those = (which: (name: NotificationTemplate) => boolean) =>
    declared
      .map(([feature, names]) => [feature, (names as NotificationTemplate[]).filter(which)] as const)
      .filter(([, names]) => names.length > 0);
  for (const [namespace, all] of [
    ["AuditActions", audited],
    ["CallReasons", those(isUrgent)],
    ["NotificationKinds", those(isForParties)],
  ] as const) {
    expect(globSync(`messages/en/${namespace}{.json,/*}`).sort()).toEqual(
      all.map(([feature]) => `messages/en/${namespace}/${feature}.json`).sort(),
    );
    for (const [feature, names] of all) {
      const words = JSON.parse(readFileSync(`messages/en/${namespace}/${feature}.json`, "utf8"));
      expect(Object.keys(words).sort(), `${namespace}/${feature}`).toEqual([...names].sort());
    }
  }
});

test("every key is used", () => {
  const used = new Set<string>(CONTRIBUTED);
  const keys = [...source.keys()];
  const mark = (test: (key: string) => boolean) => {
    for (const key of keys) if (test(key)) used.add(key);
  };
  for (const text of sourceFiles("src")) {
    const namespaces = [
      "",
      ...[...text.matchAll(/namespace: "(\w+)"/g)].map(([, name]) => `${name}.`),
      ...[...text.matchAll(/(?:\{ |, )?\b(\w+)(?=[^;]*\} = await loadMessages)/g)].map(([, name]) => `${name}.`),
    ];
    // Error keys are named in schema.ts and in refusals.
    for (const [, literal] of text.matchAll(/["`.]([A-Za-z_][\w.]*)(?:["`(),;}\s]|\$\{)/g)) {
      for (const namespace of [...namespaces, ...ANYWHERE])
        if (source.has(`${namespace}${literal}`)) used.add(`${namespace}${literal}`);
    }
    for (const [, prefix] of text.matchAll(/\b\w+\(`([\w.]+)\.\$\{/g)) mark((key) => key.startsWith(`${prefix}.`));
    if (/\b(roles|t)\((value|state)\)/.test(text))
      for (const namespace of namespaces.filter(Boolean))
        mark((key) => key.startsWith(namespace) && /^(ParticipantRoles|LanguageStates|States)\./.test(key));
  }
  // SpokenLanguages: see terms.test.ts. Municipalities are looked up by key (placeName). The log may also contain
  // fields of older code.
  const whole = (key: string) => /^(SpokenLanguages|AuditFields|Municipalities)\./.test(key);
  expect(keys.filter((key) => !used.has(key) && !whole(key))).toEqual([]);
});
