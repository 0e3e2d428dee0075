import "server-only";
import { z } from "zod";
import { addDays, instantOf } from "@/i18n/time";
import { db } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import type { ReadAudit } from "./policy";
import { FIELD_KINDS } from "./rules";
import type { AllAuditNames, AuditNames, AuditSearchSchema } from "./schema";

/** The value of a field. Ids are replaced by names if their records still exist. */
export type AuditValue = string | number | boolean | null | (string | number | boolean)[];

/** A field that changed. */
export interface AuditChange {
  field: string;
  /** What a field kept by id is about, e.g. whose limit it is; null if the field's own word says it. */
  name: string | null;
  before: AuditValue;
  after: AuditValue;
}

export interface AuditEntryView {
  id: string;
  at: Date;
  actor: { kind: "user" | "link" | "stranger" | "system"; name: string | null };
  /** A key of AuditActions, or the stored word if the code no longer has the action. */
  action: string;
  /** `kind` is a key of AuditSubjects. */
  subject: { kind: string; name: string };
  changes: AuditChange[];
  requestId: string | null;
}

const PAGE = 50;
const Plain = z.union([z.string(), z.number(), z.boolean()]);
const Value = z.union([Plain, z.null(), z.array(Plain)]).catch(null);
const Changes = z.record(z.string(), z.tuple([Value, Value])).catch({});
const isUuid = (text: string) => z.uuid().safeParse(text).success;

/** All texts in some changes that may stand for named records: values, and the ids that fields are kept by. */
const textsIn = (changes: z.infer<typeof Changes>): string[] =>
  Object.entries(changes).flatMap(([field, values]) => [
    field.split(":")[1] ?? "",
    ...values.flat().flatMap((value) => (typeof value === "string" ? value : [])),
  ]);

/** The ids of the records that a reader asks about: those with that name, or the id itself. */
async function idsAbout(permit: ReadAudit, about: string, named: AllAuditNames): Promise<string[]> {
  const found = await Promise.all(Object.values<AuditNames>(named).map((of) => of.listIdsAbout?.(permit, about) ?? []));
  return [...found.flat(), about];
}

/** The names of the records of each kind, by their keys in the log. */
async function namesOf(
  permit: ReadAudit,
  texts: string[],
  named: AllAuditNames,
): Promise<Map<string, Map<string, string>>> {
  const keys = { texts, ids: texts.filter(isUuid) };
  return new Map(
    await Promise.all(
      Object.entries<AuditNames>(named).map(
        async ([kind, { listNames }]) => [kind, await listNames(permit, keys)] as const,
      ),
    ),
  );
}

/**
 * One page of 50 log entries, newest first; `older` is where the next page begins. Days are Helsinki's. For erased
 * records only the id is left. `named` says what each feature calls its records.
 */
export async function searchAuditEntries(
  permit: ReadAudit,
  { action, about, from, until, before }: AuditSearchSchema,
  named: AllAuditNames,
): Promise<{ entries: AuditEntryView[]; older: string | null }> {
  const ids = about === "" ? null : await idsAbout(permit, about, named);
  const [first, last] = [from && instantOf(from), until && instantOf(until)];
  const all: Prisma.AuditEntryWhereInput = {
    ...(action && { action }),
    ...((first || last) && {
      at: {
        ...(first && { gte: first }),
        ...(last && { lt: addDays(last, 1) }),
      },
    }),
    ...(before && { id: { lt: before } }),
  };
  // One index for each: asked for any of the three at once, PostgreSQL scans the whole log.
  const ways: Prisma.AuditEntryWhereInput[] = ids
    ? [{ actorId: { in: ids } }, { subjectId: { in: ids } }, { requestId: about }]
    : [{}];
  const found = await Promise.all(
    ways.map((way) => db().auditEntry.findMany({ where: { ...all, ...way }, orderBy: { id: "desc" }, take: PAGE + 1 })),
  );
  const rows = [...new Map(found.flat().map((row) => [row.id, row])).values()].sort((a, b) => (a.id < b.id ? 1 : -1));
  const shown = rows.slice(0, PAGE);
  const changesOf = new Map(shown.map(({ id, changes }) => [id, Changes.parse(changes)]));
  const texts = [
    ...shown.flatMap(({ actorId, subjectId }) => [actorId ?? "", subjectId ?? ""]),
    ...[...changesOf.values()].flatMap(textsIn),
  ];
  const byKind = await namesOf(permit, [...new Set(texts)].filter(Boolean), named);
  // Ids are unique; a slug may belong to both a venue and an organisation.
  const names = new Map([...byKind.values()].flatMap((of) => [...of]).filter(([key]) => isUuid(key)));
  const told = (field: string, value: AuditValue): AuditValue => {
    const ofKind = byKind.get(FIELD_KINDS[field] ?? "plain");
    const nameOf = (text: string) => ofKind?.get(text) ?? names.get(text) ?? text;
    if (Array.isArray(value)) return value.map((each) => (typeof each === "string" ? nameOf(each) : each));
    return typeof value === "string" ? nameOf(value) : value;
  };
  const entries = shown.map((row): AuditEntryView => {
    const id = row.subjectId ?? "";
    return {
      id: String(row.id),
      at: row.at,
      actor: {
        kind: (["user", "link", "system"] as const).find((each) => each === row.actorKind) ?? "stranger",
        name: names.get(row.actorId ?? "") ?? row.actorId,
      },
      action: row.action,
      subject: { kind: row.subjectKind, name: names.get(id) ?? id },
      changes: Object.entries(changesOf.get(row.id) ?? {}).map(([field, [was, is]]) => ({
        field,
        name: names.get(field.split(":")[1] ?? "") ?? null,
        before: told(field, was),
        after: told(field, is),
      })),
      requestId: row.requestId,
    };
  });
  return { entries, older: rows.length > PAGE ? String(shown.at(-1)?.id ?? "") : null };
}
