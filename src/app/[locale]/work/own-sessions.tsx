import "server-only";
import { Armchair } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { OpenWorkspace } from "@/features/accounts/policy";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { listOwnForumSessions } from "@/features/interpretation/queries";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { Card } from "@/ui/card";
import { Section } from "@/ui/section";
import { LanguageForStaff } from "../language-for-staff";

/** The sessions that the user looks after; nothing if there are none. */
export async function OwnSessions({ locale, permit }: { locale: Locale; permit: OpenWorkspace }) {
  const sessions = await listOwnForumSessions(permit, locale);
  if (sessions.length === 0) return null;
  const t = await getTranslations({ locale, namespace: "Work" });
  return (
    <Section title={t("tables")} icon={<Armchair aria-hidden />}>
      <ul className="grid gap-4 md:grid-cols-2">
        {sessions.map(({ session, forum, people, interpretation }) => (
          <li key={session.id}>
            <Card className="grid h-full content-start gap-2">
              <h3 className="text-xl" {...(session.text ? languageOf(session.text.locale, locale) : {})}>
                {session.text?.title ?? session.room}
              </h3>
              <p {...languageOf(forum.text.locale, locale)}>{forum.text.title}</p>
              <p>
                <ForumWhen locale={locale} startsAt={session.startsAt} endsAt={session.endsAt} />
              </p>
              <p>
                <bdi lang="fi">{[forum.venueName, session.room].filter(Boolean).join(", ")}</bdi>
              </p>
              <p className="font-semibold">{t("people", { count: people })}</p>
              {interpretation.length > 0 ? (
                <ul className="grid gap-1">
                  {interpretation.map(({ language, people: count }) => (
                    <li key={language}>
                      <LanguageForStaff locale={locale} language={language} />: {t("interpretation", { count })}
                    </li>
                  ))}
                </ul>
              ) : null}
            </Card>
          </li>
        ))}
      </ul>
    </Section>
  );
}
