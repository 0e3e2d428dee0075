import { Baby, CalendarDays, DoorOpen, MapPin, Repeat, Video } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { formatDate, formatTimeRange } from "@/i18n/formatting";
import { LOCALES, type Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { placeName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Terms } from "@/i18n/terms";
import { Link } from "@/ui/link";
import { Tag } from "@/ui/tag";
import type { GroupCardView } from "../queries";
import { GroupStateTag } from "./group-state-tag";
import { GroupWhen } from "./group-when";

/** A group in a list: its language in large letters, as a reader looks for it, then its name, place and time. */
async function GroupCard({ locale, group, level }: { locale: Locale; group: GroupCardView; level: 2 | 3 }) {
  const [t, place] = await Promise.all([getTranslations({ locale }), placeName(locale, group.place)]);
  const words = languageOf(group.text.locale, locale);
  const Heading = `h${level}` as const;
  const icon = "mt-1 size-4.5 shrink-0 text-spruce";
  return (
    <article className="group relative flex h-full flex-col overflow-hidden rounded-card border border-line bg-surface shadow-card hover:border-spruce">
      <p
        className={`flex flex-wrap gap-x-2 px-4 py-2.5 font-display text-lg font-bold sm:px-5 ${group.state === "open" ? "bg-moss text-on-moss" : "bg-sunk text-ink-soft"}`}
      >
        {group.languages.map((language, n) => (
          <span key={language}>
            <bdi lang={language} dir={SPOKEN_LANGUAGES[language].dir}>
              {SPOKEN_LANGUAGES[language].name}
            </bdi>
            {n < group.languages.length - 1 ? <span aria-hidden="true"> ·</span> : null}
          </span>
        ))}
      </p>
      <div className="grid grow content-start gap-2.5 p-4 sm:p-5">
        <Heading className="text-xl" {...words}>
          <Link
            href={routes.group(locale, group.slug)}
            className="text-ink decoration-cloudberry decoration-2 underline-offset-4 group-hover:underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:shadow-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-ink"
          >
            <Terms locale={group.text.locale}>{group.text.title}</Terms>
          </Link>
        </Heading>
        <p className="text-ink-soft" {...words}>
          <Terms locale={group.text.locale}>{group.text.summary}</Terms>
        </p>
        <ul className="grid gap-1.5">
          <li className="flex gap-2">
            {group.place === "online" ? (
              <Video aria-hidden className={icon} />
            ) : (
              <MapPin aria-hidden className={icon} />
            )}
            <span>
              <bdi lang={place.lang}>{place.name}</bdi>
              {group.district ? (
                <>
                  {" · "}
                  <bdi lang="fi">{group.district}</bdi>
                </>
              ) : null}
            </span>
          </li>
          <li className="flex gap-2">
            <Repeat aria-hidden className={icon} />
            <span>
              <GroupWhen locale={locale} usually={group.usually} />
            </span>
          </li>
          {group.next ? (
            <li className="flex gap-2">
              <CalendarDays aria-hidden className={icon} />
              <span className="font-semibold">
                {t("Groups.next", {
                  when: `${formatDate(locale, group.next.startsAt)}${LOCALES[locale].clock.comma}${formatTimeRange(locale, group.next)}`,
                })}
              </span>
            </li>
          ) : null}
        </ul>
        <p className="mt-auto flex flex-wrap gap-1.5 pt-1">
          <GroupStateTag locale={locale} state={group.state} />
          <Tag>{t(`GroupKinds.${group.kind}`)}</Tag>
          <Tag icon={<DoorOpen aria-hidden className="size-4 shrink-0" />}>{t(`GroupEntries.${group.entry}`)}</Tag>
          {group.childcare ? (
            <Tag icon={<Baby aria-hidden className="size-4 shrink-0" />}>{t("Groups.childcareTag")}</Tag>
          ) : null}
        </p>
      </div>
    </article>
  );
}

/** Groups side by side, below a heading of the level above. */
export function GroupCards({
  locale,
  groups,
  level = 3,
}: {
  locale: Locale;
  groups: readonly GroupCardView[];
  level?: 2 | 3;
}) {
  return (
    <ul className="grid gap-4 sm:gap-6 md:grid-cols-2">
      {groups.map((group) => (
        <li key={group.slug}>
          <GroupCard locale={locale} group={group} level={level} />
        </li>
      ))}
    </ul>
  );
}
