import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Id } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canManageGroup } from "@/features/groups/policy";
import { findGroupAtWork, findGroupSubject } from "@/features/groups/queries";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { localeOf } from "../../../locale-params";

/** Once per request, for the page and its title. */
const readOnce = cache(async (locale: Locale, id: string) => {
  const session = await requireLoginSession(locale, routes.workOnGroup(locale, id));
  const subject = Id.safeParse(id).success ? await findGroupSubject(id) : null;
  if (!subject) notFound();
  const permit = permitOr404(canManageGroup, session.actor, subject);
  const group = await findGroupAtWork(permit, locale);
  if (!group) notFound();
  return { locale, session, permit, group };
});

/** The group of a page's address, for somebody who looks after it. For all others, the page is not found. */
export async function readGroupAtWork(params: Promise<{ locale: string; id: string }>) {
  return readOnce(await localeOf(params), (await params).id);
}
