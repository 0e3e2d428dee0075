import "server-only";
import { db } from "@/platform/db/client";
import { env } from "@/platform/env";
import { deriveToken, hashToken } from "@/platform/security/tokens";

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

/** The links of the demo, with their tokens, for its mailbox page; null outside the demo, where no token is ever shown again. */
export async function listDemoLinks(): Promise<(AccessLinkView & { token: string })[] | null> {
  if (!env().DEMO) return null;
  const rows = await db().accessLink.findMany({
    where: { revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "asc" },
    take: 10,
  });
  return rows.map(({ id, kind, holder, forumId }) => ({
    id,
    kind,
    holder,
    forumId,
    token: deriveToken(`link:${kind}`, id),
  }));
}
