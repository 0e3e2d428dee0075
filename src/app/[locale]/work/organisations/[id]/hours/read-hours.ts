import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Id } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canSeeOrganisation } from "@/features/organisations/policy";
import { findOrganisation } from "@/features/organisations/queries";
import { canSumTutorHours } from "@/features/tutor-hours/policy";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { localeOf } from "../../../../locale-params";

export interface HoursProps {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Once per request, for the page and its title. */
const readOnce = cache(async (locale: Locale, id: string) => {
  const wanted = Id.safeParse(id);
  const session = await requireLoginSession(
    locale,
    wanted.success ? routes.tutorHours(locale, wanted.data) : routes.organisations(locale),
  );
  if (!wanted.success) notFound();
  const subject = { organisationId: wanted.data };
  const permit = permitOr404(canSumTutorHours, session.actor, subject);
  const organisation = await findOrganisation(permitOr404(canSeeOrganisation, session.actor, subject));
  if (!organisation) notFound();
  return { locale, session, permit, organisation };
});

/** The organisation of a page's address, for its staff. For all others, the page is not found. */
export async function readHours({ params }: Pick<HoursProps, "params">) {
  return readOnce(await localeOf(params), (await params).id);
}
