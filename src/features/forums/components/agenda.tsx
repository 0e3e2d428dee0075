import { DoorOpen, Languages } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Fragment } from "react";
import { TextState } from "@/features/content/components/text-state";
import { formatTimeRange } from "@/i18n/formatting";
import { LOCALES, type Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Terms } from "@/i18n/terms";
import type { ForumSessionView } from "../queries";

/** Groups sessions that begin and end together, e.g. parallel tables. */
function bySlot(sessions: readonly ForumSessionView[]): ForumSessionView[][] {
  const slots = new Map<string, ForumSessionView[]>();
  for (const session of sessions) {
    const key = `${session.startsAt.getTime()}-${session.endsAt.getTime()}`;
    slots.set(key, [...(slots.get(key) ?? []), session]);
  }
  return [...slots.values()];
}

/** How many tables stand side by side on paper. */
const BESIDE = 4;
const FACT = "flex items-start gap-1.5 text-sm";
const ICON = "mt-1 size-4 shrink-0 text-spruce print:mt-0.5";

/**
 * The programme along the trail, ordered by time. Parallel tables stand below one another on one sheet, each with its
 * room, languages and places; on paper they stand side by side, with their titles only. Places are `counted` only if
 * one can be had: at a full or closed forum a free chair at a table means nothing.
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
    <ol className="grid gap-6 print:gap-3">
      {bySlot(sessions).map((slot) => {
        const [first] = slot;
        if (!first) return null;
        return (
          <li key={first.id} className="relative grid gap-2 ps-7">
            <span
              aria-hidden="true"
              className="trail absolute start-1.5 top-6 -bottom-6 w-[3px] [li:last-child>&]:bottom-0"
            />
            <span
              aria-hidden="true"
              className="absolute start-0 top-1.5 size-4 rounded-full bg-cloudberry ring-4 ring-paper"
            />
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-display text-lg font-bold">{formatTimeRange(locale, first)}</span>
              {slot.length > 1 ? <span className="text-sm text-ink-soft">{t("Forum.parallel")}</span> : null}
            </p>
            <ul
              className={`divide-y-2 divide-dashed divide-line rounded-card border border-line bg-surface ${slot.length > 1 && slot.length <= BESIDE ? "print:grid print:auto-cols-fr print:grid-flow-col print:divide-x-2 print:divide-y-0" : ""}`}
            >
              {slot.map((session) => (
                <li
                  key={session.id}
                  className={`grid gap-x-5 gap-y-2 p-4 sm:grid-cols-[minmax(0,1fr)_11rem] print:p-2.5 ${slot.length > 1 ? "print:grid-cols-1" : ""}`}
                >
                  <div className="grid content-start gap-1">
                    {session.text ? (
                      <>
                        <h3 className="text-lg" {...languageOf(session.text.locale, locale)}>
                          <Terms locale={session.text.locale}>{session.text.title}</Terms>
                        </h3>
                        {session.text.description ? (
                          <p
                            className={`text-ink-soft ${slot.length > 1 ? "print:hidden" : ""}`}
                            {...languageOf(session.text.locale, locale)}
                          >
                            <Terms locale={session.text.locale}>{session.text.description}</Terms>
                          </p>
                        ) : null}
                        <TextState locale={locale} kind="session" standing={session.text.standing} />
                      </>
                    ) : null}
                    {session.track ? (
                      <p className="text-sm font-semibold print:hidden">
                        <Terms locale={locale}>{t(`Tracks.${session.track}`)}</Terms>
                      </p>
                    ) : null}
                  </div>
                  <div className="grid content-start gap-1">
                    {session.room ? (
                      <p className={FACT}>
                        <DoorOpen aria-hidden className={ICON} />
                        <span>
                          {t.rich("Forum.room", { room: session.room, b: (room) => <bdi lang="fi">{room}</bdi> })}
                        </span>
                      </p>
                    ) : null}
                    {session.languages.length > 0 ? (
                      <p className={FACT}>
                        <Languages aria-hidden className={ICON} />
                        <span>
                          <span className="sr-only">{t("Forum.languages")}: </span>
                          {session.languages.map((language, n) => (
                            <Fragment key={language}>
                              {n === 0 ? "" : LOCALES[locale].clock.comma}
                              <bdi lang={language} dir={SPOKEN_LANGUAGES[language].dir}>
                                {SPOKEN_LANGUAGES[language].name}
                              </bdi>
                            </Fragment>
                          ))}
                        </span>
                      </p>
                    ) : null}
                    {session.seatsLeft === null || !counted ? null : (
                      <p className="text-sm font-semibold print:hidden">
                        {session.seatsLeft === 0
                          ? t("Forum.tableFull")
                          : t("States.left", { count: session.seatsLeft })}
                      </p>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}
