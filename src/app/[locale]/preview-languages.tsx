import "server-only";
import { LOCALE_CODES, LOCALES, type Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import { TextLink } from "@/ui/text-link";

/** Leads to a preview in each language of the pages; `at` is its address in one. */
export function PreviewLanguages({ locale, at }: { locale: Locale; at: (code: Locale) => Address }) {
  return (
    <ul className="flex flex-wrap gap-x-5">
      {LOCALE_CODES.map((code) => (
        <li key={code}>
          {code === locale ? (
            <span aria-current="page" lang={code} className="inline-flex min-h-11 items-center font-bold">
              {LOCALES[code].name}
            </span>
          ) : (
            <TextLink href={at(code)} lang={code} hrefLang={code} className="inline-flex min-h-11 items-center">
              {LOCALES[code].name}
            </TextLink>
          )}
        </li>
      ))}
    </ul>
  );
}
