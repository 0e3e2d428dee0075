import "server-only";
import { z } from "zod";
import { addDays, instantOf } from "@/i18n/time";
import { db, escapeLike } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import type { ReadAudit } from "./policy";
import { FIELD_KINDS } from "./rules";
import type { AuditSearchSchema } from "./schema";

/** What stood in a field: ids are the names of what they stand for, where that is still there. */
export type AuditValue = string | number | boolean | null | (string | number | boolean)[];

/** A field that changed. */
export interface AuditChange {
  field: string;
  /** What a field is about that is kept by an id, e.g. the limit of a session; null: the field's own word tells. */
  name: string | null;
  before: AuditValue;
  after: AuditValue;
}

export interface AuditEntryView {
  id: string;
  at: Date;
  actor: { kind: "user" | "link" | "stranger" | "system"; name: string | null };
  /** Key of its word under AuditActions; of one that the code no longer has, the stored word. */
  action: string;
  /** `kind` is a key under AuditSubjects. */
  subject: { kind: string; name: string };
  changes: AuditChange[];
  requestId: string | null;
}

const PAGE = 50;
const Plain = z.union([z.string(), z.number(), z.boolean()]);
const Value = z.union([Plain, z.null(), z.array(Plain)]).catch(null);
const Changes = z.record(z.string(), z.tuple([Value, Value])).catch({});
const isUuid = (text: string) => z.uuid().safeParse(text).success;

/** Every text in some changes that may stand for something that has a name: values, and what fields are kept by. */
const namedIn = (changes: z.infer<typeof Changes>): string[] =>
  Object.entries(changes).flatMap(([field, values]) => [
    field.split(":")[1] ?? "",
    ...values.flat().flatMap((value) => (typeof value === "string" ? value : [])),
  ]);

/** Names of venues and organisations by the slugs that changes name, and of organisations by their ids. */
async function namesBySlug(texts: string[]): Promise<Record<"venue" | "organisation", Map<string, string>>> {
  const slug = { in: texts };
  const [venues, organisations] = await Promise.all([
    db().venue.findMany({ where: { slug }, select: { slug: true, name: true } }),
    db().organisation.findMany({
      where: { OR: [{ slug }, { id: { in: texts.filter(isUuid) } }] },
      select: { id: true, slug: true, name: true },
    }),
  ]);
  return {
    venue: new Map(venues.map((venue) => [venue.slug, venue.name])),
    organisation: new Map(organisations.flatMap(({ id, slug, name }) => [[id, name] as const, [slug, name] as const])),
  };
}

/** Whose entries someone looks for: ids of users with that address, of a forum with that slug and its texts, or the id itself. */
async function idsAbout(about: string): Promise<string[]> {
  const [users, forum] = await Promise.all([
    db().user.findMany({
      where: { email: { contains: escapeLike(about), mode: "insensitive" } },
      select: { id: true },
      take: 50,
    }),
    db().forum.findUnique({
      where: { slug: about },
      select: {
        id: true,
        content: { select: { id: true } },
        sessions: { select: { content: { select: { id: true } } } },
      },
    }),
  ]);
  const texts = [forum?.content, ...(forum?.sessions ?? []).map(({ content }) => content)];
  return [...users.map(({ id }) => id), ...[forum, ...texts].flatMap((one) => one?.id ?? []), about];
}

/** The names of what entries speak of, by id. Of what has been erased only the id is left. */
async function namesOf(ids: string[]): Promise<Map<string, string>> {
  const known = { id: { in: [...new Set(ids)].filter(isUuid) } };
  const [users, links, forums, registrations, invitations, texts, sessions] = await Promise.all([
    db().user.findMany({ where: known, select: { id: true, name: true, email: true } }),
    db().accessLink.findMany({ where: known, select: { id: true, holder: true } }),
    db().forum.findMany({ where: known, select: { id: true, slug: true } }),
    db().registration.findMany({ where: known, select: { id: true, code: true } }),
    db().invitation.findMany({ where: known, select: { id: true, email: true } }),
    db().contentItem.findMany({
      where: known,
      select: {
        id: true,
        venue: { select: { name: true } },
        editions: { where: { state: "original" }, select: { title: true } },
      },
    }),
    db().forumSession.findMany({
      where: known,
      select: {
        id: true,
        room: true,
        content: { select: { editions: { where: { state: "original" }, select: { title: true } } } },
      },
    }),
  ]);
  return new Map([
    ...users.map(({ id, name, email }) => [id, name ?? email] as const),
    ...links.map(({ id, holder }) => [id, holder] as const),
    ...forums.map(({ id, slug }) => [id, slug] as const),
    ...registrations.map(({ id, code }) => [id, code] as const),
    ...invitations.map(({ id, email }) => [id, email] as const),
    ...texts.map(({ id, venue, editions }) => [id, venue?.name ?? editions[0]?.title ?? id] as const),
    ...sessions.map(({ id, room, content }) => [id, content?.editions[0]?.title ?? room ?? id] as const),
  ]);
}

/** The log, newest first, a page of 50 at a time; `older` is where the next page begins. Days are Helsinki's. */
export async function searchAuditEntries(
  _permit: ReadAudit,
  { action, about, from, until, before }: AuditSearchSchema,
): Promise<{ entries: AuditEntryView[]; older: string | null }> {
  const ids = about === "" ? null : await idsAbout(about);
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
  // One index each: asked for any of the three at once, PostgreSQL walks through the whole log.
  const ways: Prisma.AuditEntryWhereInput[] = ids
    ? [{ actorId: { in: ids } }, { subjectId: { in: ids } }, { requestId: about }]
    : [{}];
  const found = await Promise.all(
    ways.map((way) => db().auditEntry.findMany({ where: { ...all, ...way }, orderBy: { id: "desc" }, take: PAGE + 1 })),
  );
  const rows = [...new Map(found.flat().map((row) => [row.id, row])).values()].sort((a, b) => (a.id < b.id ? 1 : -1));
  const shown = rows.slice(0, PAGE);
  const changesOf = new Map(shown.map(({ id, changes }) => [id, Changes.parse(changes)]));
  const named = [...new Set([...changesOf.values()].flatMap(namedIn))].filter(Boolean);
  const [names, bySlug] = await Promise.all([
    namesOf([...shown.flatMap(({ actorId, subjectId }) => [actorId ?? "", subjectId ?? ""]), ...named]),
    namesBySlug(named),
  ]);
  const told = (field: string, value: AuditValue): AuditValue => {
    const kind = FIELD_KINDS[field];
    const nameOf = (text: string) =>
      (kind === "venue" || kind === "organisation" ? bySlug[kind].get(text) : undefined) ??
      (isUuid(text) ? names.get(text) : undefined) ??
      text;
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
