import "server-only";
import { z } from "zod";
import { addDays, instantOf } from "@/i18n/time";
import { db, escapeLike } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import type { ReadAudit } from "./policy";
import type { AuditSearchSchema } from "./schema";

export interface AuditEntryView {
  id: string;
  at: Date;
  actor: { kind: "user" | "link" | "stranger" | "system"; name: string | null };
  /** Key of its word under AuditActions; of one that the code no longer has, the stored word. */
  action: string;
  /** `kind` is a key under AuditSubjects. */
  subject: { kind: string; name: string };
  changes: { field: string; before: string; after: string }[];
  requestId: string | null;
}

const PAGE = 50;
const Changes = z.record(z.string(), z.tuple([z.unknown(), z.unknown()])).catch({});
const isUuid = (text: string) => z.uuid().safeParse(text).success;

const show = (value: unknown): string =>
  Array.isArray(value) ? value.map(show).join(", ") : value === null || value === undefined ? "–" : String(value);

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
  const [users, links, forums, registrations, invitations, texts] = await Promise.all([
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
  ]);
  return new Map([
    ...users.map(({ id, name, email }) => [id, name ?? email] as const),
    ...links.map(({ id, holder }) => [id, holder] as const),
    ...forums.map(({ id, slug }) => [id, slug] as const),
    ...registrations.map(({ id, code }) => [id, code] as const),
    ...invitations.map(({ id, email }) => [id, email] as const),
    ...texts.map(({ id, venue, editions }) => [id, venue?.name ?? editions[0]?.title ?? id] as const),
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
  const names = await namesOf(shown.flatMap(({ actorId, subjectId }) => [actorId ?? "", subjectId ?? ""]));
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
      changes: Object.entries(Changes.parse(row.changes)).map(([field, [was, is]]) => ({
        field,
        before: show(was),
        after: show(is),
      })),
      requestId: row.requestId,
    };
  });
  return { entries, older: rows.length > PAGE ? String(shown.at(-1)?.id ?? "") : null };
}
