import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Id } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canManagePost } from "@/features/news/policy";
import { findPostAtWork, findPostSubject } from "@/features/news/queries";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { localeOf } from "../../../locale-params";

/** Once per request, for the page and its title. */
const readOnce = cache(async (locale: Locale, id: string) => {
  const session = await requireLoginSession(locale, routes.workOnPost(locale, id));
  const subject = Id.safeParse(id).success ? await findPostSubject(id) : null;
  if (!subject) notFound();
  const permit = permitOr404(canManagePost, session.actor, subject);
  const post = await findPostAtWork(permit, locale);
  if (!post) notFound();
  return { locale, session, permit, post };
});

/** The post of a page's address, for somebody who looks after it. For all others, the page is not found. */
export async function readPostAtWork(params: Promise<{ locale: string; id: string }>) {
  return readOnce(await localeOf(params), (await params).id);
}
