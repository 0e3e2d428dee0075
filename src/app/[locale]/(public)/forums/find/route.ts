import { foundPath } from "@/features/forums/listing-path";
import { ForumFilterSchema } from "@/features/forums/schema";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/locales";

/** The target of the filter form: redirects from its query to the path of that list, at its results. Ignores unknown values. */
export async function GET(request: Request, { params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  const query = new URL(request.url).searchParams;
  const filter = ForumFilterSchema.parse({
    language: query.get("language") ?? undefined,
    place: query.get("place") ?? undefined,
    kind: query.get("kind") ?? undefined,
    organisation: query.get("organisation") || undefined,
  });
  const listing = { ...filter, past: query.get("past") === "1" };
  return new Response(null, {
    status: 303,
    headers: { Location: foundPath(isLocale(locale) ? locale : DEFAULT_LOCALE, listing) },
  });
}
