import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { forumCalendar } from "@/features/forums/calendar";
import { publicFile, publicFileResponse } from "@/features/forums/public-file";
import { findForumPage } from "@/features/forums/queries";
import { isLocale } from "@/i18n/locales";

/** One forum as a calendar file. */
export async function GET(request: Request, { params }: { params: Promise<{ locale: string; slug: string }> }) {
  const { locale, slug } = await params;
  const forum = isLocale(locale) ? await findForumPage(locale, slug) : null;
  if (!isLocale(locale) || !forum) notFound();
  const t = await getTranslations({ locale, namespace: "Mail" });
  return publicFileResponse(
    request,
    publicFile(
      forumCalendar([forum], { locale, name: "OmaPolku", method: "PUBLISH", cancelledLabel: t("cancelledLabel") }),
    ),
    "calendar.ics",
    `${slug}.ics`,
  );
}
