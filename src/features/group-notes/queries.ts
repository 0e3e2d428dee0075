import "server-only";
import type { OwnAccount } from "@/features/accounts/policy";
import type { ManageGroup } from "@/features/groups/policy";
import { pagesOf } from "@/i18n/page-number";
import { db } from "@/platform/db/client";
import type { WriteGroupNotes } from "./policy";

/** A note of a tutor to the staff of their group. */
export interface GroupNoteView {
  id: string;
  /** BCP 47. */
  language: string;
  text: string;
  at: Date;
  /** The name of whoever wrote it; null if their account has none or is gone. */
  writer: string | null;
}

const NOTE = {
  ...{ id: true, language: true, text: true, createdAt: true },
  user: { select: { name: true } },
} as const;

const NEWEST_FIRST = [{ createdAt: "desc" }, { id: "desc" }] as const;

const toView = ({
  user,
  createdAt,
  ...note
}: Omit<GroupNoteView, "at" | "writer"> & {
  createdAt: Date;
  user: { name: string | null } | null;
}): GroupNoteView => ({
  ...note,
  at: createdAt,
  writer: user?.name ?? null,
});

/** Notes on one page. */
const PAGE_SIZE = 10;

/** One page of the notes to a group's staff, newest first. */
export async function searchGroupNotes(
  { subject: { groupId } }: ManageGroup,
  { page }: { page: number },
): Promise<{ notes: GroupNoteView[]; total: number; pages: number }> {
  const [total, rows] = await Promise.all([
    db().groupNote.count({ where: { groupId } }),
    db().groupNote.findMany({
      where: { groupId },
      select: NOTE,
      orderBy: [...NEWEST_FIRST],
      skip: (page - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
    }),
  ]);
  return { notes: rows.map(toView), total, pages: pagesOf(total, PAGE_SIZE) };
}

/** One page of what a tutor has written to the staff of a group, newest first. */
export async function searchOwnGroupNotes(
  { by, subject: { groupId } }: WriteGroupNotes,
  { page }: { page: number },
): Promise<{ notes: GroupNoteView[]; pages: number }> {
  const where = { groupId, userId: by.id ?? "" };
  const [total, rows] = await Promise.all([
    db().groupNote.count({ where }),
    db().groupNote.findMany({
      where,
      select: NOTE,
      orderBy: [...NEWEST_FIRST],
      skip: (page - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
    }),
  ]);
  return { notes: rows.map(toView), pages: pagesOf(total, PAGE_SIZE) };
}

/** Everything that a user has written to the staff of groups, for the export of their account. */
export async function listOwnNotesToStaff({
  subject: { userId },
}: OwnAccount): Promise<{ group: string; language: string; text: string; createdAt: Date }[]> {
  const rows = await db().groupNote.findMany({
    where: { userId },
    select: { group: { select: { slug: true } }, language: true, text: true, createdAt: true },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(({ group, ...note }) => ({ group: group.slug, ...note }));
}
