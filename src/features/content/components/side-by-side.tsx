import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LOCALES, type Locale } from "@/i18n/locales";
import { ownNameOf } from "@/i18n/localized";
import { Tag } from "@/ui/tag";
import type { EditionState } from "../rules";
import { STATE_TONES } from "./state-tones";

/** A text in all page languages side by side, each as wide as on a phone, with how far its newest words have come. */
export async function SideBySide({
  locale,
  versions,
}: {
  locale: Locale;
  versions: readonly { language: Locale; state: EditionState | "missing"; view: ReactNode }[];
}) {
  const t = await getTranslations({ locale, namespace: "TextStates" });
  return (
    <ul className="-mx-(--beside) flex snap-x gap-5 overflow-x-auto px-(--beside) pb-4">
      {versions.map(({ language, state, view }) => (
        <li key={language} className="grid w-[22.5rem] max-w-[88vw] shrink-0 snap-start content-start gap-3">
          <h2 className="flex flex-wrap items-center gap-3 text-lg">
            <bdi lang={language}>{ownNameOf(language)}</bdi>
            <Tag tone={STATE_TONES[state]}>{t(state)}</Tag>
          </h2>
          <div
            lang={language}
            dir={LOCALES[language].dir}
            className="rounded-card border-4 border-line bg-paper p-4 text-base"
          >
            {view}
          </div>
        </li>
      ))}
    </ul>
  );
}
