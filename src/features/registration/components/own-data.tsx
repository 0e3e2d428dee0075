import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatNumericDateTime } from "@/i18n/formatting";
import { isLocale, LOCALES, type Locale } from "@/i18n/locales";

// What the pages show on which somebody sees everything that is stored about them.

/** An entry of a `<dl>`: what it is, and what is stored. */
export function DataEntry({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt className="text-ink-soft">{label}</dt>
      <dd className="min-w-0 font-semibold">
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}

/** When a consent was given, in which language and version of its text, and when it was withdrawn. */
export async function ConsentRecord({
  locale,
  consent,
}: {
  locale: Locale;
  consent: { textVersion: string; locale: string; givenAt: Date; withdrawnAt: Date | null };
}) {
  const t = await getTranslations({ locale, namespace: "MyData" });
  const { textVersion, locale: read, givenAt, withdrawnAt } = consent;
  return (
    <p className="text-sm text-ink-soft">
      {t("consentGiven", {
        at: formatNumericDateTime(locale, givenAt),
        language: isLocale(read) ? LOCALES[read].name : read,
        version: textVersion,
      })}
      {withdrawnAt ? ` ${t("consentWithdrawn", { at: formatNumericDateTime(locale, withdrawnAt) })}` : ""}
    </p>
  );
}
