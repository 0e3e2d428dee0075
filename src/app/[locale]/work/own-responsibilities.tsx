import "server-only";
import { HandHelping } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { OpenWorkspace } from "@/features/accounts/policy";
import { doorDay } from "@/features/door/rules";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { listOwnResponsibilities } from "@/features/responsibilities/queries";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Card } from "@/ui/card";
import { Section } from "@/ui/section";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";

/** What somebody looks after in coming forums; nothing if there is nothing. */
export async function OwnResponsibilities({ locale, permit }: { locale: Locale; permit: OpenWorkspace }) {
  const responsibilities = await listOwnResponsibilities(permit, locale);
  if (responsibilities.length === 0) return null;
  const now = new Date();
  const [t, work, kinds, door, hosting] = await Promise.all([
    getTranslations({ locale, namespace: "Responsibilities" }),
    getTranslations({ locale, namespace: "Work" }),
    getTranslations({ locale, namespace: "ResponsibilityKinds" }),
    getTranslations({ locale, namespace: "Door" }),
    getTranslations({ locale, namespace: "Hosting" }),
  ]);
  return (
    <Section title={t("own")} icon={<HandHelping aria-hidden />}>
      <ul className="grid gap-4 md:grid-cols-2">
        {responsibilities.map(({ id, kind, forum, session, manages }) => {
          const title = <span {...(forum.locale && languageOf(forum.locale, locale))}>{forum.title}</span>;
          return (
            <li key={id}>
              <Card className="grid h-full content-start gap-2">
                <p className="flex flex-wrap items-center gap-3 font-semibold">
                  {kinds(kind)}
                  {forum.isDraft ? <Tag>{t("draft")}</Tag> : null}
                </p>
                <h3 className="text-xl">{title}</h3>
                {session ? (
                  <p>
                    <bdi {...(session.locale && languageOf(session.locale, locale))}>
                      {session.title ?? session.room}
                    </bdi>
                  </p>
                ) : null}
                <p>
                  <ForumWhen locale={locale} {...times(session ?? forum)} />
                </p>
                <p>
                  <bdi lang="fi">{[forum.venueName, session?.room].filter(Boolean).join(", ")}</bdi>
                </p>
                {session && kind === "hosts" ? (
                  <p>
                    <TextLink
                      href={routes.sessionPeople(locale, session.id)}
                      className="inline-flex min-h-11 items-center"
                    >
                      {hosting("open")}
                      <span className="sr-only">
                        : <span {...languageOf(session.locale ?? "fi", locale)}>{session.title ?? session.room}</span>
                      </span>
                    </TextLink>
                  </p>
                ) : null}
                {manages || !forum.isDraft ? (
                  <p>
                    <TextLink
                      href={manages ? routes.manage(locale, forum.slug) : routes.forum(locale, forum.slug)}
                      className="inline-flex min-h-11 items-center"
                    >
                      {work(manages ? "arrange" : "look")}
                      <span className="sr-only">: {title}</span>
                    </TextLink>
                    {manages && !forum.isDraft && doorDay(forum, now) === "on" ? (
                      <TextLink
                        href={routes.door(locale, forum.slug)}
                        className="ms-5 inline-flex min-h-11 items-center"
                      >
                        {door("title")}
                        <span className="sr-only">: {title}</span>
                      </TextLink>
                    ) : null}
                  </p>
                ) : null}
              </Card>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

const times = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) => ({ startsAt, endsAt });
