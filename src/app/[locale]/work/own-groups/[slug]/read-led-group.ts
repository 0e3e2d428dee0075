import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canLeadGroup } from "@/features/groups/policy";
import { findGroupSubjectBySlug, findLedGroup } from "@/features/groups/queries";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { localeOf } from "../../../locale-params";

export interface LedGroupProps {
  params: Promise<{ locale: string; slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Once per request, for the page and its title. */
const readOnce = cache(async (locale: Locale, slug: string) => {
  const session = await requireLoginSession(locale, routes.ownGroup(locale, slug));
  const subject = await findGroupSubjectBySlug(slug);
  if (!subject) notFound();
  const permit = permitOr404(canLeadGroup, session.actor, subject);
  const group = await findLedGroup(permit, locale);
  if (!group) notFound();
  return { locale, session, subject, permit, group };
});

/** The group of a page's address, for somebody who leads it. For all others, the page is not found. */
export async function readLedGroup({ params }: Pick<LedGroupProps, "params">) {
  return readOnce(await localeOf(params), (await params).slug);
}
