import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { writeForumsFeed } from "@/features/forums/calendar";
import { publicFileResponse } from "@/features/forums/public-file";
import { isLocale, LOCALES } from "@/i18n/locales";
import { isSpokenLanguage, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";

/** The calendar feed of coming forums in the path's language; `?language=` filters by one spoken language. */
export async function GET(request: Request, { params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  const spoken = new URL(request.url).searchParams.get("language") ?? undefined;
  if (!isLocale(locale) || (spoken !== undefined && !isSpokenLanguage(spoken))) notFound();
  const t = await getTranslations({ locale, namespace: "Mail" });
  const name = `OmaPolku · ${spoken ? SPOKEN_LANGUAGES[spoken].name : LOCALES[locale].name}`;
  const file = await writeForumsFeed(locale, { language: spoken }, { name, cancelledLabel: t("cancelledLabel") });
  return publicFileResponse(request, file, "calendar.ics", "omapolku.ics");
}
