import { foundGroupsPath } from "@/features/groups/listing-path";
import { GroupFilterSchema } from "@/features/groups/schema";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/locales";

/** The target of the filter form: redirects from its query to the path of that list, at its results. Ignores unknown values. */
export async function GET(request: Request, { params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  const query = new URL(request.url).searchParams;
  const filter = GroupFilterSchema.parse({
    language: query.get("language") ?? undefined,
    place: query.get("place") ?? undefined,
    day: query.get("day") ?? undefined,
    kind: query.get("kind") ?? undefined,
    childcare: query.get("childcare") ?? undefined,
    places: query.get("places") ?? undefined,
  });
  return new Response(null, {
    status: 303,
    headers: { Location: foundGroupsPath(isLocale(locale) ? locale : DEFAULT_LOCALE, filter) },
  });
}
