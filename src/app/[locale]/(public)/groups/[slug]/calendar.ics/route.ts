import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { publicFileResponse } from "@/features/forums/public-file";
import { writeGroupFile } from "@/features/groups/calendar";
import { isLocale } from "@/i18n/locales";
import { placeName } from "@/i18n/place-name";

/** The meetings of one group as a calendar that follows its changes. */
export async function GET(request: Request, { params }: { params: Promise<{ locale: string; slug: string }> }) {
  const { locale, slug } = await params;
  if (!isLocale(locale)) notFound();
  const [t, online] = await Promise.all([getTranslations({ locale, namespace: "Group" }), placeName(locale, "online")]);
  const words = { name: "OmaPolku", online: online.name, cancelledLabel: t("cancelled") };
  const file = await writeGroupFile(locale, slug, words);
  return file ? publicFileResponse(request, file, "calendar.ics", `${slug}.ics`) : notFound();
}
