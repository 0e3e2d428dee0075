import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canEditVenue, canListVenues } from "@/features/venues/policy";
import { searchVenues } from "@/features/venues/queries";
import { VenueSearchSchema } from "@/features/venues/schema";
import { placeName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { WorkspaceFrame } from "../../workspace-frame";
import { SearchedList } from "../searched-list";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Venues" });
  return privateMetadata(t("title"), VenueSearchSchema.parse(await searchParams).text);
}

/** The venues of the network, with a search. Those of the user's organisation link to the page that changes them. */
export default async function VenuesPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.venues(locale));
  const { actor } = session;
  const permit = permitOr404(canListVenues, actor, null);
  const search = VenueSearchSchema.parse(await searchParams);
  const [t, { venues, total, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "Venues" }),
    searchVenues(permit, search),
  ]);
  const rows = await Promise.all(
    venues.map(async (venue) => ({ ...venue, place: await placeName(locale, venue.municipalityKey) })),
  );
  return (
    <WorkspaceFrame locale={locale} path={routes.venues(locale)} session={session} part="venues">
      <SearchedList
        locale={locale}
        title={t("title")}
        lead={t("text")}
        create={{ href: routes.newVenue(locale), label: t("newVenue") }}
        search={search}
        words={{ label: t("search"), submit: t("find") }}
        found={t("count", { count: total })}
        pages={pages}
        at={(query) => routes.venues(locale, query)}
        head={[t("name"), t("municipality"), t("organisation"), t("forumsHead")]}
        rows={rows.map(({ id, name, place, streetAddress, organisationId, organisation, retired, forums }) => [
          <span key="name" className="grid">
            {Permit.ask(canEditVenue, actor, { venueId: id, organisationId }) ? (
              <TextLink href={routes.venue(locale, id)} className="inline-flex min-h-11 items-center sm:min-h-6">
                <span>
                  <bdi lang="fi">{name}</bdi>
                </span>
              </TextLink>
            ) : (
              <span className="font-semibold">
                <bdi lang="fi">{name}</bdi>
              </span>
            )}
            {streetAddress ? (
              <span className="font-normal text-ink-soft text-sm">
                <bdi lang="fi">{streetAddress}</bdi>
              </span>
            ) : null}
            {retired ? (
              <span>
                <Tag>{t("retired")}</Tag>
              </span>
            ) : null}
          </span>,
          <bdi key="place" lang={place.lang}>
            {place.name}
          </bdi>,
          <bdi key="organisation" lang="fi">
            {organisation ?? "–"}
          </bdi>,
          t("forums", { count: forums }),
        ])}
      />
    </WorkspaceFrame>
  );
}
