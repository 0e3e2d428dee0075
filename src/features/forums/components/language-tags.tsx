import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Tag } from "@/ui/tag";
import type { LanguageOfferView } from "../queries";

/**
 * The languages of a forum by their own names; `detailed` adds what is known of the interpreter, and of
 * a forum that is past what is known to have been.
 */
export async function LanguageTags({
  locale,
  offers,
  detailed = false,
  past = false,
}: {
  locale: Locale;
  offers: readonly LanguageOfferView[];
  detailed?: boolean;
  past?: boolean;
}) {
  const t = await getTranslations({ locale, namespace: "LanguageStates" });
  const known = (offer: LanguageOfferView) => offer.main || offer.state === "confirmed";
  const shown = past
    ? offers.filter(known)
    : detailed
      ? offers
      : offers.filter((offer) => offer.state !== "not_available");
  return (
    <ul className={detailed ? "grid gap-2" : "flex flex-wrap gap-2"}>
      {shown.map(({ language, state, main }) => {
        const { name, dir } = SPOKEN_LANGUAGES[language];
        const label = past ? t(main ? "mainPast" : "confirmedPast") : main ? t("main") : t(state);
        return (
          <li key={language} className="flex flex-wrap items-center gap-x-2">
            <Tag
              tone={state === "not_available" ? "plain" : main || state === "confirmed" ? "good" : "care"}
              lang={language}
              dir={dir}
            >
              {name}
            </Tag>
            {detailed ? <span className="text-sm text-ink-soft">{label}</span> : null}
          </li>
        );
      })}
    </ul>
  );
}
