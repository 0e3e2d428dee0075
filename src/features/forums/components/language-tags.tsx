import { Check, Hourglass, X } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Tag } from "@/ui/tag";
import type { LanguageOfferView } from "../queries";

const ICON = "size-4 shrink-0";

/**
 * A forum's languages by their own names, each with a picture of how certain it is. `detailed` adds the state of the
 * interpreter, or for a past forum what is known to have been; without it, words only say if one is still being sought.
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
  const sure = (offer: LanguageOfferView) => offer.main || offer.state === "confirmed";
  const shown = past
    ? offers.filter(sure)
    : detailed
      ? offers
      : offers.filter((offer) => offer.state !== "not_available");
  return (
    <ul
      className={
        detailed ? "grid gap-2 print:flex print:flex-wrap print:gap-x-4 print:gap-y-1" : "flex flex-wrap gap-1.5"
      }
    >
      {shown.map((offer) => {
        const { language, state, main } = offer;
        const { name, dir } = SPOKEN_LANGUAGES[language];
        const label = past ? t(main ? "mainPast" : "confirmedPast") : main ? t("main") : t(state);
        const look = sure(offer)
          ? ({ tone: "good", icon: <Check aria-hidden className={ICON} /> } as const)
          : state === "requested"
            ? ({ tone: "care", icon: <Hourglass aria-hidden className={ICON} /> } as const)
            : ({ tone: "plain", icon: <X aria-hidden className={ICON} /> } as const);
        return (
          <li key={language} className="flex flex-wrap items-center gap-x-2">
            <Tag {...look} lang={language} dir={dir} more={detailed || sure(offer) ? undefined : label}>
              {name}
            </Tag>
            {detailed ? <span className="text-sm text-ink-soft">{label}</span> : null}
          </li>
        );
      })}
    </ul>
  );
}
