import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";

/** How the markup of a document is written. */
export async function DocumentHelp({ locale }: { locale: Locale }) {
  const t = await getTranslations({ locale, namespace: "Documents" });
  const words = t("sample");
  const marks: [string, string][] = [
    [`## ${words}`, t("heading2")],
    [`### ${words}`, t("heading3")],
    [`**${words}**`, t("bold")],
    [`*${words}*`, t("italic")],
    [`[${words}](https://…)`, t("link")],
    [`[${words}](term:yhteishaku)`, t("term")],
    [`- ${words}`, t("bullets")],
    [`1. ${words}`, t("numbers")],
    [`> ${words}`, t("quote")],
    [`! ${words}`, t("callout")],
    ["{forum https://…}", t("forum")],
    ["{group https://…}", t("group")],
    [`{video https://… | ${words}}`, t("video")],
    [`{picture … | ${words}}`, t("picture")],
    [`{file … | ${words}}`, t("file")],
  ];
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-spruce underline underline-offset-4">
        {t("help")}
      </summary>
      <div className="grid gap-3 pt-2">
        <p className="text-sm text-ink-soft">{t("helpHint")}</p>
        <dl className="grid gap-x-6 gap-y-1.5 sm:grid-cols-[max-content_minmax(0,1fr)]">
          {marks.map(([mark, name]) => (
            <div key={mark} className="contents">
              <dt>
                <code dir="auto" className="rounded-md bg-sunk px-2 py-0.5">
                  {mark}
                </code>
              </dt>
              <dd className="max-sm:mb-1.5">{name}</dd>
            </div>
          ))}
        </dl>
        <p className="text-sm text-ink-soft">{t("media")}</p>
      </div>
    </details>
  );
}
