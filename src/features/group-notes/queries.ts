import "server-only";
import type { OwnAccount } from "@/features/accounts/policy";
import { PUBLISHED_EDITIONS } from "@/features/content/queries";
import { textFor } from "@/features/content/rules";
import type { ManageGroup } from "@/features/groups/policy";
import type { Locale } from "@/i18n/locales";
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

/**
 * For the letter to staff: how many notes a group has since one of them, itself included, and the group's name; null if none are
 * left. Ids grow with time (RFC 9562, 5.7), so that the first note may have been taken back.
 */
export async function findNewNotes(
  { groupId, since }: { groupId: string; since: string },
  locale: Locale,
): Promise<{ count: number; title: string; titleLocale: string | undefined } | null> {
  const [count, group] = await Promise.all([
    db().groupNote.count({ where: { groupId, id: { gte: since } } }),
    db().group.findUnique({ where: { id: groupId }, select: { slug: true, editions: PUBLISHED_EDITIONS } }),
  ]);
  if (!group || count === 0) return null;
  const text = textFor("group", group.editions, locale);
  return { count, title: text?.words.title ?? group.slug, titleLocale: text?.locale };
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
