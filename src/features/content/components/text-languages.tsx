import { getTranslations } from "next-intl/server";
import { LOCALE_CODES, LOCALES, type Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import type { EditionState } from "../rules";
import { STATE_TONES } from "./state-tones";

/** A text with how far each language has come. */
export interface TextLanguagesView {
  itemId: string;
  languages: ReadonlyMap<string, { state: EditionState; seen: boolean }>;
}

/** The page languages of a text: each leads to where its words are edited, with their state. */
export async function TextLanguages({
  locale,
  text,
  unseen,
}: {
  locale: Locale;
  text: TextLanguagesView;
  /** Says that readers do not see the newest version yet. */
  unseen: string;
}) {
  const states = await getTranslations({ locale, namespace: "TextStates" });
  return (
    <ul className="grid divide-y divide-line rounded-card border border-line bg-surface">
      {LOCALE_CODES.map((language) => {
        const edition = text.languages.get(language);
        const state = edition?.state ?? "missing";
        return (
          <li key={language} className="flex flex-wrap items-center gap-x-4 px-4 py-1">
            <TextLink
              href={routes.text(locale, text.itemId, language)}
              className="inline-flex min-h-11 min-w-24 items-center"
            >
              <bdi lang={language}>{LOCALES[language].name}</bdi>
            </TextLink>
            <Tag tone={STATE_TONES[state]}>{states(state)}</Tag>
            {edition && !edition.seen ? <span className="text-sm text-ink-soft">{unseen}</span> : null}
          </li>
        );
      })}
    </ul>
  );
}
