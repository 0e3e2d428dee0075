import "server-only";
import { db } from "@/platform/db/client";
import { hashToken } from "@/platform/security/tokens";

/** What a link lets its holder do. */
export interface AccessLinkView {
  id: string;
  kind: "helper" | "coordinator";
  /** Who holds it. */
  holder: string;
  /** The one forum it is for; null: every forum that takes registrations. */
  forumId: string | null;
}

/** The link of one kind that a token opens; null for any other token, and for links that have expired or were withdrawn. */
export async function findAccessLink(
  token: string,
  kind: AccessLinkView["kind"],
  now = new Date(),
): Promise<AccessLinkView | null> {
  if (!/^[\w-]{27}$/.test(token)) return null;
  const row = await db().accessLink.findUnique({ where: { tokenHash: hashToken(token) } });
  if (row?.kind !== kind || row.revokedAt || row.expiresAt <= now) return null;
  return { id: row.id, kind, holder: row.holder, forumId: row.forumId };
}

/** The links that are in force, for whoever hands them out; without their tokens. */
export async function listAccessLinks(now = new Date()): Promise<(AccessLinkView & { expiresAt: Date })[]> {
  const rows = await db().accessLink.findMany({
    where: { revokedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(({ id, kind, holder, forumId, expiresAt }) => ({ id, kind, holder, forumId, expiresAt }));
}
