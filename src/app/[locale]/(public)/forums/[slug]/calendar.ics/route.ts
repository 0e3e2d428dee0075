import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { calendarFile, calendarResponse, forumCalendar } from "@/features/forums/calendar";
import { findForumPage } from "@/features/forums/queries";
import { isLocale } from "@/i18n/locales";

/** One forum as a calendar file. */
export async function GET(request: Request, { params }: { params: Promise<{ locale: string; slug: string }> }) {
  const { locale, slug } = await params;
  const forum = isLocale(locale) ? await findForumPage(locale, slug) : null;
  if (!isLocale(locale) || !forum) notFound();
  const t = await getTranslations({ locale, namespace: "Mail" });
  return calendarResponse(
    request,
    calendarFile(
      forumCalendar([forum], { locale, name: "OmaPolku", method: "PUBLISH", cancelledLabel: t("cancelledLabel") }),
    ),
    `${slug}.ics`,
  );
}
