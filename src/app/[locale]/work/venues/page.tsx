import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canEditVenue, canListVenues } from "@/features/venues/policy";
import { searchVenues } from "@/features/venues/queries";
import { VenueSearchSchema } from "@/features/venues/schema";
import { placeName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import { ButtonLink } from "@/ui/button-link";
import { TextField } from "@/ui/field";
import { Found, SearchForm } from "@/ui/search-form";
import { Table } from "@/ui/table";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { Pager } from "../../pager";
import { WorkspaceFrame } from "../../workspace-frame";

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
      <div className="grid gap-6">
        <header className="grid gap-3">
          <h1 className="text-3xl">{t("title")}</h1>
          <p>{t("text")}</p>
          <p>
            <ButtonLink href={routes.newVenue(locale)} prefetch={false}>
              <Plus aria-hidden className="size-5" />
              {t("newVenue")}
            </ButtonLink>
          </p>
        </header>
        <SearchForm action={routes.venues(locale)} submit={t("find")}>
          <div className="min-w-0 grow basis-56">
            <TextField id="text" name="text" label={t("search")} defaultValue={search.text} maxLength={100} />
          </div>
        </SearchForm>
        <Found text={search.text}>{t("count", { count: total })}</Found>
        {rows.length > 0 ? (
          <Table
            caption={t("title")}
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
        ) : null}
        <Pager
          locale={locale}
          page={search.page}
          pages={pages}
          at={(page) => routes.venues(locale, { text: search.text, page })}
        />
      </div>
    </WorkspaceFrame>
  );
}
