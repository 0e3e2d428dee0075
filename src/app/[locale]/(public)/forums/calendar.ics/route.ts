import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { calendarResponse, forumCalendar } from "@/features/forums/calendar";
import { listForumsForCalendar } from "@/features/forums/queries";
import { isLocale, LOCALES } from "@/i18n/locales";
import { isSpokenLanguage, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";

/** The feed of coming forums to subscribe to, in the path's language; `?language=` narrows to one spoken language. */
export async function GET(request: Request, { params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  const spoken = new URL(request.url).searchParams.get("language") ?? undefined;
  if (!isLocale(locale) || (spoken !== undefined && !isSpokenLanguage(spoken))) notFound();
  const t = await getTranslations({ locale, namespace: "Mail" });
  const forums = await listForumsForCalendar(locale, spoken);
  const name = `OmaPolku · ${spoken ? SPOKEN_LANGUAGES[spoken].name : LOCALES[locale].name}`;
  return calendarResponse(
    request,
    forumCalendar(forums, { locale, name, method: "PUBLISH", cancelledLabel: t("cancelledLabel") }),
    "omapolku.ics",
  );
}
