import "server-only";
import { v7 as uuid } from "uuid";
import { db } from "@/platform/db/client";
import { deriveToken, hashToken } from "@/platform/security/tokens";

const DAY = 86_400_000;

/**
 * Makes a link that lets somebody register families (`helper`, for one forum or, without one, for all) or arrange one forum
 * (`coordinator`). Returns its token, which is stored nowhere. Refuses a coordinator's link without a forum.
 */
export async function createAccessLink(
  command: { kind: "helper" | "coordinator"; holder: string; forumSlug: string | null; days: number },
  now = new Date(),
): Promise<{ ok: true; id: string; token: string } | { ok: false; reason: "no_such_forum" | "forum_needed" }> {
  const { kind, holder, forumSlug, days } = command;
  if (kind === "coordinator" && !forumSlug) return { ok: false, reason: "forum_needed" };
  const forum = forumSlug ? await db().forum.findUnique({ where: { slug: forumSlug }, select: { id: true } }) : null;
  if (forumSlug && !forum) return { ok: false, reason: "no_such_forum" };
  const id = uuid();
  const token = deriveToken(`link:${kind}`, id);
  await db().accessLink.create({
    data: {
      id,
      kind,
      holder,
      forumId: forum?.id ?? null,
      tokenHash: hashToken(token),
      createdAt: now,
      expiresAt: new Date(now.getTime() + days * DAY),
    },
  });
  return { ok: true, id, token };
}

/** Ends a link at once. */
export async function revokeAccessLink(id: string, now = new Date()): Promise<boolean> {
  const { count } = await db().accessLink.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
  return count > 0;
}
