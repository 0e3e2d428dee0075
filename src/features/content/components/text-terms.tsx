import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { findTerms } from "../glossary/rules";

/** The school terms that a part of an original uses, in the translation's language and in Finnish. */
export async function TextTerms({
  locale,
  words,
  from,
  to,
}: {
  locale: Locale;
  words: string;
  from: string;
  to: string;
}) {
  const terms = findTerms(words, from, to);
  if (terms.length === 0) return null;
  const t = await getTranslations({ locale, namespace: "Texts" });
  return (
    <div className="grid gap-1">
      <p className="text-sm text-ink-soft">{t("terms")}</p>
      <ul className="grid gap-1 border-s-4 border-moss ps-3">
        {terms.map(({ id, words: translated, unread, finnish }) => (
          <li key={id}>
            <bdi className="font-semibold" {...languageOf(to, locale)}>
              {translated.join(" / ")}
            </bdi>
            {to === "fi" ? null : (
              <>
                {" "}
                <bdi lang="fi" dir="ltr">
                  ({finnish.join(", ")})
                </bdi>
              </>
            )}
            {unread ? <span className="text-sm text-ink-soft"> – {t("termUnread")}</span> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
