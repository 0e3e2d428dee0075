import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { writeForumsFeed } from "@/features/forums/calendar";
import { namesOfListing } from "@/features/forums/components/forum-filter";
import { writeFeed } from "@/features/forums/feed";
import { FEED_FILES, parseFilterPath } from "@/features/forums/listing-path";
import { publicFileResponse } from "@/features/forums/public-file";
import { isLocale } from "@/i18n/locales";

/** A list of coming forums as Atom, RSS or a calendar: the list's facets, then the file's name. */
export async function GET(request: Request, { params }: { params: Promise<{ locale: string; feed: string[] }> }) {
  const { locale, feed } = await params;
  const file = FEED_FILES.find((name) => name === feed.at(-1));
  const filter = parseFilterPath(feed.slice(0, -1));
  const names = isLocale(locale) && filter ? await namesOfListing(locale, filter) : null;
  if (!isLocale(locale) || !file || !filter || names === null) notFound();
  const t = await getTranslations({ locale });
  const title = ["OmaPolku", names || t("Forums.title")].join(" · ");
  const cancelledLabel = t("Mail.cancelledLabel");
  if (file === "calendar.ics") {
    const calendar = await writeForumsFeed(locale, filter, { name: title, cancelledLabel });
    return publicFileResponse(request, calendar, file, "omapolku.ics");
  }
  const description = t("Forums.metaDescription");
  return publicFileResponse(
    request,
    await writeFeed(locale, filter, file, { title, description, cancelledLabel }),
    file,
  );
}
