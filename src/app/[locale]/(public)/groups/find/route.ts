import { after } from "next/server";
import { countSearch } from "@/features/group-demand/commands";
import { isLookedAt, SEARCHES } from "@/features/group-demand/rules";
import { foundGroupsPath } from "@/features/groups/listing-path";
import { GroupFilterSchema } from "@/features/groups/schema";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/locales";
import { failureCode } from "@/platform/failure";
import { log } from "@/platform/log";
import { allowFrom, clientNetwork } from "@/platform/security/rate-limit";

/**
 * The target of the filter form: redirects from its query to the path of that list, at its results. Ignores unknown values. What is
 * looked for in vain is counted here, because the lists themselves are prerendered: nobody sees who opens them.
 */
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
  if (filter.language && isLookedAt(request)) {
    const network = clientNetwork(request.headers);
    // Nobody waits for it, and whoever searches while the database does not answer still finds the list.
    after(async () => {
      try {
        if (await allowFrom(SEARCHES, network)) await countSearch(filter);
      } catch (error) {
        log().warn({ code: failureCode(error) }, "a search was not counted");
      }
    });
  }
  return new Response(null, {
    status: 303,
    headers: { Location: foundGroupsPath(isLocale(locale) ? locale : DEFAULT_LOCALE, filter) },
  });
}
