import { Footprints, Map as MapIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canOpenWorkspace } from "@/features/accounts/policy";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { StateTag } from "@/features/forums/components/state-tag";
import { listOwnForums } from "@/features/forums/queries";
import { canRegisterOthers } from "@/features/registration/policy";
import { formatList } from "@/i18n/formatting";
import { LOCALE_CODES, LOCALES } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { Card } from "@/ui/card";
import { Section } from "@/ui/section";
import { privateMetadata } from "../../page-metadata";
import { type LocaleParams, localeOf } from "../locale-params";
import { WorkspaceFrame } from "../workspace-frame";
import { OwnSessions } from "./own-sessions";

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Work" });
  return privateMetadata(t("work"));
}

/** Where somebody with a role begins their work: the forums that they look after, and registering others. */
export default async function WorkspacePage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.work(locale));
  const { actor } = session;
  const permit = permitOr404(canOpenWorkspace, actor, null);
  const [t, roles, forums] = await Promise.all([
    getTranslations({ locale, namespace: "Work" }),
    getTranslations({ locale, namespace: "Roles" }),
    listOwnForums(permit, locale),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.work(locale)} session={session} part="work">
      <div className="grid gap-10">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("welcome", { name: actor.name ?? actor.email })}</h1>
          <p className="text-ink-soft">
            {formatList(
              locale,
              actor.roles.map((role) => roles(role)),
            )}
          </p>
        </header>
        {Permit.ask(canRegisterOthers, actor, { forumId: null }) ? (
          <Section title={t("help")} icon={<Footprints aria-hidden />}>
            <p>{t("helpText")}</p>
            <p>
              <Link href={routes.helper(locale, "own")} prefetch={false} className={buttonClass()}>
                {t("helpOpen")}
              </Link>
            </p>
          </Section>
        ) : null}
        <OwnSessions locale={locale} permit={permit} />
        <Section title={t("forums")} icon={<MapIcon aria-hidden />}>
          {forums.length === 0 ? <p>{t("forumsNone")}</p> : null}
          <ul className="grid gap-4 md:grid-cols-2">
            {forums.map(({ forum, manages }) => (
              <li key={forum.slug}>
                <Card className="grid h-full content-start gap-3">
                  <h3 className="text-xl" {...languageOf(forum.text.locale, locale)}>
                    {forum.text.title}
                  </h3>
                  <p className="flex flex-wrap items-center gap-3">
                    <ForumWhen locale={locale} startsAt={forum.startsAt} endsAt={forum.endsAt} />
                    <StateTag locale={locale} state={forum.state} seatsLeft={forum.seatsLeft} />
                  </p>
                  <p>
                    <Link
                      href={manages ? routes.manage(locale, forum.slug) : routes.forum(locale, forum.slug)}
                      prefetch={false}
                      className={buttonClass("secondary")}
                    >
                      {manages ? t("arrange") : t("look")}
                      <span className="sr-only">: {forum.text.title}</span>
                    </Link>
                  </p>
                </Card>
              </li>
            ))}
          </ul>
        </Section>
        <p className="border-t border-line pt-4 text-sm text-ink-soft">
          {t("unreadLanguages", {
            languages: formatList(
              locale,
              LOCALE_CODES.filter((code) => LOCALES[code].unread).map((code) => LOCALES[code].name),
            ),
          })}
        </p>
      </div>
    </WorkspaceFrame>
  );
}
