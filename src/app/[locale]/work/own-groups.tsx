import "server-only";
import { HeartHandshake, UsersRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { OpenWorkspace } from "@/features/accounts/policy";
import { countOwnRequests } from "@/features/group-members/tutor/queries";
import { GroupStateTag } from "@/features/groups/components/group-state-tag";
import { GroupWhen } from "@/features/groups/components/group-when";
import { SpokenTags } from "@/features/groups/components/spoken-tags";
import { listOwnGroups } from "@/features/groups/queries";
import { formatWhen } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { ButtonLink } from "@/ui/button-link";
import { Card } from "@/ui/card";
import { Section } from "@/ui/section";
import { Tag } from "@/ui/tag";

/** The peer groups that the user leads as their tutor; nothing if there are none. */
export async function OwnGroups({ locale, permit }: { locale: Locale; permit: OpenWorkspace }) {
  const groups = await listOwnGroups(permit, locale);
  if (groups.length === 0) return null;
  const [t, requests] = await Promise.all([
    getTranslations({ locale, namespace: "OwnGroups" }),
    countOwnRequests(permit),
  ]);
  return (
    <Section title={t("title")} icon={<UsersRound aria-hidden />}>
      <ul className="grid gap-4 md:grid-cols-2">
        {groups.map((group) => {
          const title = <span {...languageOf(group.locale ?? locale, locale)}>{group.title}</span>;
          return (
            <li key={group.id}>
              <Card className="grid h-full content-start gap-3">
                <SpokenTags languages={group.languages} />
                <h3 className="text-xl">{title}</h3>
                <p>
                  <GroupWhen locale={locale} usually={group.usually} />
                </p>
                {group.next ? (
                  <p>
                    <span className="block text-sm text-ink-soft">{t("next")}</span>
                    <span className="font-semibold">{formatWhen(locale, group.next)}</span>
                  </p>
                ) : null}
                <p className="flex flex-wrap gap-1.5">
                  <GroupStateTag locale={locale} state={group.state} />
                  {requests.get(group.id) ? (
                    <Tag tone="care" icon={<HeartHandshake aria-hidden className="size-4 shrink-0" />}>
                      {t("requestsWait", { count: requests.get(group.id) ?? 0 })}
                    </Tag>
                  ) : null}
                </p>
                <p className="mt-auto">
                  <ButtonLink href={routes.ownGroup(locale, group.slug)}>
                    {t("open")}
                    <span className="sr-only">: {title}</span>
                  </ButtonLink>
                </p>
              </Card>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
