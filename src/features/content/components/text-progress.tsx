import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { OwnName } from "@/i18n/localized";
import type { Address } from "@/i18n/routes";
import { Link } from "@/ui/link";
import { Table } from "@/ui/table";
import { TEXT_LINK } from "@/ui/text-link";
import { PROGRESS, type Progress } from "../rules";

/** The colour of each state in the bars; the numbers beside them say the same. */
const FILLS = {
  checked: "fill-spruce",
  unchecked: "fill-lake",
  machine: "fill-cloudberry",
  older: "fill-lingon",
  missing: "fill-line",
} as const;

/**
 * How far the translations into each language have come: a bar and numbers; nothing if there is nothing to translate.
 * `at` makes the address of a language's work.
 */
export async function TextProgress({
  locale,
  progress,
  at,
}: {
  locale: Locale;
  progress: ReadonlyMap<string, Progress>;
  at?: ((language: string) => Address) | undefined;
}) {
  if (progress.size === 0) return null;
  const [t, states] = await Promise.all([
    getTranslations({ locale, namespace: "TextWork" }),
    getTranslations({ locale, namespace: "TextStates" }),
  ]);
  return (
    <div className="grid gap-3">
      <ul aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
        {PROGRESS.map((state) => (
          <li key={state} className="inline-flex items-center gap-2">
            <svg viewBox="0 0 12 12" className="size-3 shrink-0">
              <title>{states(state)}</title>
              <rect width="12" height="12" rx="3" className={`${FILLS[state]} stroke-edge`} />
            </svg>
            {states(state)}
          </li>
        ))}
      </ul>
      <Table
        caption={t("progress")}
        head={[t("language"), ...PROGRESS.map((state) => states(state))]}
        numeric={PROGRESS.map((_, n) => n + 1)}
        rows={[...progress].map(([language, counts]) => {
          return [
            <span key="language" className="grid gap-1 sm:min-w-40">
              {at ? (
                <Link
                  href={at(language)}
                  className={`${TEXT_LINK} inline-flex min-h-11 items-center justify-self-start sm:min-h-6`}
                >
                  <OwnName locale={locale} language={language} />
                </Link>
              ) : (
                <OwnName locale={locale} language={language} />
              )}
              <Bar counts={counts} />
            </span>,
            ...PROGRESS.map((state) => counts[state]),
          ];
        })}
      />
    </div>
  );
}

/** The shares of the states as one bar, in the reading direction. */
function Bar({ counts }: { counts: Progress }) {
  const total = PROGRESS.reduce((sum, state) => sum + counts[state], 0);
  let from = 0;
  const parts = PROGRESS.flatMap((state) => {
    const width = (100 * counts[state]) / total;
    const x = from;
    from += width;
    return width > 0 ? [{ state, x, width }] : [];
  });
  return (
    <svg
      aria-hidden="true"
      className="h-3 w-full rounded-full border border-edge rtl:-scale-x-100"
      preserveAspectRatio="none"
      viewBox="0 0 100 1"
    >
      {parts.map(({ state, x, width }) => (
        <rect key={state} x={x} width={width} height="1" className={FILLS[state]} />
      ))}
    </svg>
  );
}
