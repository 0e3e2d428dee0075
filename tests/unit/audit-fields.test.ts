import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FIELD_KINDS } from "@/features/audit/rules";
import { readMessages } from "../../scripts/support/contributions";

/** The names of the fields that a module records in the log. */
function fieldsIn(code: string): string[] {
  return code
    .split(/recordAudits?\(/)
    .slice(1)
    .flatMap((rest) => [...rest.slice(0, rest.search(/\n\s*\);|\);\n/)).matchAll(/\b(\w+): \[/g)])
    .map(([, field]) => field ?? "");
}

const logged = new Set(globSync("src/features/*/*.ts").flatMap((file) => fieldsIn(readFileSync(file, "utf8"))));

test("every field in the log has a kind, and a word in every language", () => {
  expect(logged.size).toBeGreaterThan(15);
  expect([...logged].filter((field) => !(field in FIELD_KINDS))).toEqual([]);
  for (const locale of ["fi", "sv", "en", "ar", "so"]) {
    const { AuditFields = {} } = readMessages(locale);
    expect(Object.keys(FIELD_KINDS).filter((field) => !(field in AuditFields))).toEqual([]);
  }
});

test("a field without a kind is found", () => {
  expect(fieldsIn('await recordAudit(tx, by, "x", subject, { colour: [null, "red"], old: [1, 2] });\n')).toEqual([
    "colour",
    "old",
  ]);
  const many =
    'await recordAudits(\n  tx,\n  by,\n  "x",\n  all.map((subject) => ({ subject, changes: { size: [null, 3] } })),\n);\n';
  expect(fieldsIn(many)).toEqual(["size"]);
});
