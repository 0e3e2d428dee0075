import { CalendarPlus, Footprints, Map as MapIcon } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canOpenWorkspace } from "@/features/accounts/policy";
import { canOpenForumMaking } from "@/features/forum-planning/policy";
import { countDrafts } from "@/features/forum-planning/queries";
import { searchOwnForums } from "@/features/forums/queries";
import { ForumSearchSchema } from "@/features/forums/schema";
import { countOwnFamilies } from "@/features/registration/people/queries";
import { canRegisterOthers, canSeeOwnFamilies } from "@/features/registration/policy";
import { formatList } from "@/i18n/formatting";
import { LOCALE_CODES, LOCALES } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { buttonClass } from "@/ui/button";
import { ButtonLink } from "@/ui/button-link";
import { Link } from "@/ui/link";
import { Section } from "@/ui/section";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../page-metadata";
import { type LocaleParams, localeOf } from "../locale-params";
import { WorkspaceFrame } from "../workspace-frame";
import { ForumSearch } from "./forum-search";
import { OwnGroups } from "./own-groups";
import { OwnResponsibilities } from "./own-responsibilities";
import { OwnSessions } from "./own-sessions";

export const dynamic = "force-dynamic";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Work" });
  return privateMetadata(t("work"), ForumSearchSchema.parse(await searchParams).text);
}

/** Where people with a role begin their work: the forums that they look after, and registering others. */
export default async function WorkspacePage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.work(locale));
  const { actor } = session;
  const permit = permitOr404(canOpenWorkspace, actor, null);
  const search = ForumSearchSchema.parse(await searchParams);
  const makes = Permit.ask(canOpenForumMaking, actor, null) !== null;
  const helping = Permit.ask(canSeeOwnFamilies, actor, { helperId: actor.id });
  const [t, roles, spoken, own, drafts, families] = await Promise.all([
    getTranslations({ locale, namespace: "Work" }),
    getTranslations({ locale, namespace: "Roles" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
    searchOwnForums(permit, locale, search),
    countDrafts(permit),
    helping ? countOwnFamilies(helping) : 0,
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.work(locale)} session={session} part="work">
      <div className="grid gap-8">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("welcome", { name: actor.name ?? actor.email })}</h1>
          <p className="text-ink-soft">
            <Terms locale={locale}>
              {formatList(
                locale,
                actor.roles.map((role) => roles(role)),
              )}
            </Terms>
          </p>
        </header>
        {Permit.ask(canRegisterOthers, actor, { forumId: null }) ? (
          <Section title={t("help")} icon={<Footprints aria-hidden />}>
            <p>{t("helpText")}</p>
            <p className="flex flex-wrap items-center gap-x-6 gap-y-3">
              <Link href={routes.helper(locale, "own")} className={buttonClass()}>
                {t("helpOpen")}
              </Link>
              {families > 0 ? (
                <TextLink
                  href={`${routes.helper(locale, "own")}#families`}
                  className="inline-flex min-h-11 items-center"
                >
                  {t("families", { count: families })}
                </TextLink>
              ) : null}
            </p>
          </Section>
        ) : null}
        <OwnGroups locale={locale} permit={permit} />
        <OwnResponsibilities locale={locale} permit={permit} />
        <OwnSessions locale={locale} permit={permit} />
        <Section title={t("forums")} icon={<MapIcon aria-hidden />}>
          {makes || drafts > 0 ? (
            <p className="flex flex-wrap items-center gap-x-6 gap-y-3">
              {makes ? (
                <ButtonLink href={routes.newForum(locale)}>
                  <CalendarPlus aria-hidden className="size-5" />
                  {t("newForum")}
                </ButtonLink>
              ) : null}
              {drafts > 0 ? (
                <TextLink href={routes.work(locale, { when: "drafts" })} className="inline-flex min-h-11 items-center">
                  {t("drafts", { count: drafts })}
                </TextLink>
              ) : null}
            </p>
          ) : null}
          {own.total === 0 && !search.text && search.when === "coming" ? <p>{t("forumsNone")}</p> : null}
          <ForumSearch
            locale={locale}
            caption={t("forums")}
            level={3}
            search={search}
            withPast
            withDrafts={makes || drafts > 0}
            total={own.total}
            pages={own.pages}
            at={(query) => routes.work(locale, query)}
            forums={own.forums.map(({ forum, manages }) => ({
              forum,
              href: manages ? routes.manage(locale, forum.slug) : routes.forum(locale, forum.slug),
              action: manages ? t("arrange") : t("look"),
            }))}
          />
        </Section>
        <p className="border-t border-line pt-4 text-sm text-ink-soft">
          {t("unreadLanguages", {
            languages: formatList(
              locale,
              LOCALE_CODES.filter((code) => LOCALES[code].unread).map((code) => spoken(code)),
            ),
          })}
        </p>
      </div>
    </WorkspaceFrame>
  );
}
