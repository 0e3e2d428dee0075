import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canManagePages } from "@/features/pages/policy";
import { getPageAtWork } from "@/features/pages/queries";
import { PageKeySchema } from "@/features/pages/schema";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { localeOf } from "../../locale-params";

export interface PageAtWorkProps {
  params: Promise<{ locale: string; key: string }>;
}

/** Once per request, for the page and its title. */
const readOnce = cache(async (locale: Locale, typed: string) => {
  const session = await requireLoginSession(locale, routes.workOnPage(locale, typed));
  const permit = permitOr404(canManagePages, session.actor, null);
  const { data: key } = PageKeySchema.safeParse(typed);
  if (!key) notFound();
  return { locale, session, permit, page: await getPageAtWork(permit, key, locale) };
});

/** The page that an address names, for somebody who looks after the portal's pages. For all others, there is none. */
export async function readPageAtWork(params: PageAtWorkProps["params"]) {
  return readOnce(await localeOf(params), (await params).key);
}
