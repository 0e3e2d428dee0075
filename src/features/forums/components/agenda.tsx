import { getTranslations } from "next-intl/server";
import { TextState } from "@/features/content/components/text-state";
import { formatTimeRange } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Terms } from "@/i18n/terms";
import { Tag } from "@/ui/tag";
import type { ForumSessionView } from "../queries";

/** Sessions that begin and end together, e.g. parallel tables. */
function bySlot(sessions: readonly ForumSessionView[]): ForumSessionView[][] {
  const slots = new Map<string, ForumSessionView[]>();
  for (const session of sessions) {
    const key = `${session.startsAt.getTime()}-${session.endsAt.getTime()}`;
    slots.set(key, [...(slots.get(key) ?? []), session]);
  }
  return [...slots.values()];
}

/**
 * The programme in order of time; tables that run at the same time stand side by side. Their places are `counted` only where
 * one can be had: at a full or closed forum a free chair at a table says nothing.
 */
export async function Agenda({
  locale,
  sessions,
  counted,
}: {
  locale: Locale;
  sessions: readonly ForumSessionView[];
  counted: boolean;
}) {
  const t = await getTranslations({ locale });
  return (
    <ol className="grid gap-5">
      {bySlot(sessions).map((slot) => {
        const [first] = slot;
        if (!first) return null;
        return (
          <li key={first.id} className="grid gap-2 border-s-4 border-dashed border-cloudberry ps-4">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-display text-lg font-bold">{formatTimeRange(locale, first)}</span>
              {slot.length > 1 ? <span className="text-sm text-ink-soft">{t("Forum.parallel")}</span> : null}
            </p>
            <ul className={slot.length > 1 ? "grid gap-3 sm:grid-cols-2" : "grid"}>
              {slot.map((session) => (
                <li
                  key={session.id}
                  className="grid content-start gap-1.5 rounded-card border border-line bg-surface p-4"
                >
                  {session.text ? (
                    <>
                      <h3 className="text-lg" {...languageOf(session.text.locale, locale)}>
                        <Terms locale={session.text.locale}>{session.text.title}</Terms>
                      </h3>
                      {session.text.description ? (
                        <p className="text-ink-soft" {...languageOf(session.text.locale, locale)}>
                          <Terms locale={session.text.locale}>{session.text.description}</Terms>
                        </p>
                      ) : null}
                      <TextState locale={locale} kind="session" standing={session.text.standing} />
                    </>
                  ) : null}
                  {session.track ? (
                    <p className="text-sm font-semibold">
                      <Terms locale={locale}>{t(`Tracks.${session.track}`)}</Terms>
                    </p>
                  ) : null}
                  {session.seatsLeft === null || !counted ? null : (
                    <p className="text-sm">
                      {session.seatsLeft === 0 ? t("Forum.tableFull") : t("States.left", { count: session.seatsLeft })}
                    </p>
                  )}
                  {session.room ? <p className="text-sm">{t.rich("Forum.room", { room: session.room })}</p> : null}
                  <p className="flex flex-wrap gap-1.5">
                    {session.languages.map((language) => (
                      <Tag key={language} lang={language} dir={SPOKEN_LANGUAGES[language].dir}>
                        {SPOKEN_LANGUAGES[language].name}
                      </Tag>
                    ))}
                  </p>
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}
