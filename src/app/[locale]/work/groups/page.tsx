import { ChartNoAxesColumn, UserRoundCheck } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { GroupStateTag } from "@/features/groups/components/group-state-tag";
import { canListGroups } from "@/features/groups/policy";
import { searchGroupsAtWork } from "@/features/groups/queries";
import { GroupSearchSchema } from "@/features/groups/schema";
import { formatWhen } from "@/i18n/formatting";
import { languageOf } from "@/i18n/localized";
import { placeName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { ButtonLink } from "@/ui/button-link";
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
  const t = await getTranslations({ locale: await localeOf(params), namespace: "GroupWork" });
  return privateMetadata(t("title"), GroupSearchSchema.parse(await searchParams).text);
}

/** The groups of the user's organisations, drafts and ended ones included, with a search. */
export default async function GroupsAtWorkPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.groupsAtWork(locale));
  const permit = permitOr404(canListGroups, session.actor, null);
  const search = GroupSearchSchema.parse(await searchParams);
  const [t, demand, numbers, { groups, total, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "GroupWork" }),
    getTranslations({ locale, namespace: "GroupDemand" }),
    getTranslations({ locale, namespace: "GroupNumbers" }),
    searchGroupsAtWork(permit, locale, search),
  ]);
  const rows = await Promise.all(
    groups.map(async (group) => ({ ...group, where: await placeName(locale, group.place) })),
  );
  return (
    <WorkspaceFrame locale={locale} path={routes.groupsAtWork(locale)} session={session} part="groups">
      <SearchedList
        locale={locale}
        title={t("title")}
        lead={t("lead")}
        create={{ href: routes.newGroup(locale), label: t("newGroup") }}
        more={
          <>
            <ButtonLink href={routes.groupDemand(locale)} kind="secondary">
              <ChartNoAxesColumn aria-hidden className="size-5" />
              {demand("title")}
            </ButtonLink>
            <ButtonLink href={routes.groupAttendance(locale)} kind="secondary">
              <UserRoundCheck aria-hidden className="size-5" />
              {numbers("title")}
            </ButtonLink>
          </>
        }
        search={search}
        words={{ label: t("search"), submit: t("find") }}
        found={t("count", { count: total })}
        pages={pages}
        at={(query) => routes.groupsAtWork(locale, query)}
        head={[t("group"), t("languages"), t("state"), t("nextHead")]}
        rows={rows.map(({ id, title, locale: titleLocale, languages, state, next, where, organisation }) => [
          <span key="group" className="grid">
            <TextLink href={routes.workOnGroup(locale, id)} className="inline-flex min-h-11 items-center sm:min-h-6">
              {titleLocale ? <span {...languageOf(titleLocale, locale)}>{title}</span> : <bdi>{title}</bdi>}
            </TextLink>
            <span className="text-sm font-normal text-ink-soft">
              <bdi lang={where.lang}>{where.name}</bdi> · <bdi lang="fi">{organisation}</bdi>
            </span>
          </span>,
          <span key="languages">
            {languages.map((language, n) => (
              <span key={language}>
                {n > 0 ? ", " : ""}
                <bdi lang={language}>{SPOKEN_LANGUAGES[language].name}</bdi>
              </span>
            ))}
          </span>,
          <GroupStateTag key="state" locale={locale} state={state} />,
          next ? formatWhen(locale, next) : "–",
        ])}
      />
    </WorkspaceFrame>
  );
}
