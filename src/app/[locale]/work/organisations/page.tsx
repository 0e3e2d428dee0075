import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canCreateOrganisation, canListOrganisations } from "@/features/organisations/policy";
import { searchOrganisations } from "@/features/organisations/queries";
import { OrganisationSearchSchema } from "@/features/organisations/schema";
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
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Organisations" });
  return privateMetadata(t("title"), OrganisationSearchSchema.parse(await searchParams).text);
}

/** The organisations: all for administrators, their own for staff. */
export default async function OrganisationsPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.organisations(locale));
  const { actor } = session;
  const permit = permitOr404(canListOrganisations, actor, null);
  const search = OrganisationSearchSchema.parse(await searchParams);
  const [t, { organisations, total, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "Organisations" }),
    searchOrganisations(permit, search),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.organisations(locale)} session={session} part="organisations">
      <SearchedList
        locale={locale}
        title={t("title")}
        lead={t("text")}
        create={
          Permit.ask(canCreateOrganisation, actor, null)
            ? { href: routes.newOrganisation(locale), label: t("newOrganisation") }
            : null
        }
        search={search}
        words={{ label: t("search"), submit: t("find") }}
        found={t("count", { count: total })}
        pages={pages}
        at={(query) => routes.organisations(locale, query)}
        head={[t("name"), t("businessId"), t("forumsHead")]}
        rows={organisations.map(({ id, name, businessId, retired, forums }) => [
          <span key="name" className="grid">
            <TextLink href={routes.organisation(locale, id)} className="inline-flex min-h-11 items-center sm:min-h-6">
              <span>
                <bdi lang="fi">{name}</bdi>
              </span>
            </TextLink>
            {retired ? (
              <span>
                <Tag>{t("retired")}</Tag>
              </span>
            ) : null}
          </span>,
          businessId ? (
            <bdi key="id" dir="ltr">
              {businessId}
            </bdi>
          ) : (
            "–"
          ),
          t("forums", { count: forums }),
        ])}
      />
    </WorkspaceFrame>
  );
}
