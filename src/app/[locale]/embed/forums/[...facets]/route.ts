import { notFound } from "next/navigation";
import { namesOfListing } from "@/features/forums/components/forum-filter";
import { writeEmbeddedForums } from "@/features/forums/embed";
import { parseEmbedPath } from "@/features/forums/listing-path";
import { publicFileResponse } from "@/features/forums/public-file";
import { isLocale } from "@/i18n/locales";

/** The next forums of a list as a page without scripts, which other sites can frame (next.config.ts). */
export async function GET(request: Request, { params }: { params: Promise<{ locale: string; facets: string[] }> }) {
  const { locale, facets } = await params;
  const filter = parseEmbedPath(facets);
  const names = isLocale(locale) && filter ? await namesOfListing(locale, filter) : null;
  if (!isLocale(locale) || !filter || names === null) notFound();
  return publicFileResponse(request, await writeEmbeddedForums(locale, filter, names), "html");
}
