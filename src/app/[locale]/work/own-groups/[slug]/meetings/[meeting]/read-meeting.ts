import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Id } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { findLedMeeting, findMeetingSubject } from "@/features/group-attendance/queries";
import { canLeadGroup } from "@/features/groups/policy";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { localeOf } from "../../../../../locale-params";

export interface MeetingProps {
  params: Promise<{ locale: string; slug: string; meeting: string }>;
}

/** The meeting of a page's address, for somebody who leads its group. For all others, the page is not found. */
export async function readMeeting({ params }: MeetingProps) {
  const { slug, meeting } = await params;
  return readOnce(await localeOf(params), slug, meeting);
}

/** Once per request, for the page and its title. */
const readOnce = cache(async (locale: Locale, slug: string, id: string) => {
  const session = await requireLoginSession(locale, routes.ownMeeting(locale, slug, id));
  const wanted = Id.safeParse(id);
  const subject = wanted.success ? await findMeetingSubject(slug, wanted.data) : null;
  if (!subject) notFound();
  const permit = permitOr404(canLeadGroup, session.actor, subject);
  const meeting = await findLedMeeting(permit, locale, subject.meetingId);
  if (!meeting) notFound();
  return { locale, session, subject, meeting };
});
