import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { permitOr404, readSession, requireSession } from "@/features/accounts/actor";
import { findDesk } from "@/features/desk/find-desk";
import { openDesk } from "@/features/desk/policy";
import { loadForumById } from "@/features/forums/queries";
import { looksLikeToken } from "@/platform/security/tokens";
import { localeOf } from "../../locale-params";

export interface DeskProps {
  params: Promise<{ locale: string; link: string }>;
}

/**
 * The forum to arrange: by a coordinator's link, or by its slug for those who are signed in and look after it. Anything else
 * is a page that is not there, and strangers are led to signing in whether there is such a forum or not.
 */
export async function readDesk({ params }: DeskProps) {
  const locale = await localeOf(params);
  const { link: token } = await params;
  const found = await findDesk(token);
  if (found?.actor.kind !== "link" && !looksLikeToken(token)) await requireSession(locale, `/${locale}/desk/${token}`);
  if (!found) notFound();
  const { actor, subject } = found;
  permitOr404(openDesk, actor, subject);
  const forum = await loadForumById(locale, subject.forumId);
  if (!forum) notFound();
  return { locale, token, actor, forum, session: actor.kind === "user" ? await readSession() : null };
}

export async function deskMetadata({ params }: DeskProps): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Desk" });
  return { title: t("title"), robots: { index: false, follow: false }, referrer: "same-origin" };
}
