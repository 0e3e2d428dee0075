import { FileText, ImageIcon } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { CopyButton } from "@/ui/copy-button";
import { TextLink } from "@/ui/text-link";
import { mediaMark } from "../markup/rules";

/** The newest pictures and files of whoever writes, and the page with the others. */
export interface HelpMedia {
  newest: readonly { id: string; kind: "picture" | "pdf"; name: string }[];
  page: Address;
}

/** How the markup of a document is written, and what the newest pictures and files are called in it. */
export async function DocumentHelp({ locale, media }: { locale: Locale; media: HelpMedia | null }) {
  const [t, words] = await Promise.all([
    getTranslations({ locale, namespace: "Documents" }),
    getTranslations({ locale, namespace: "Media" }),
  ]);
  const sample = t("sample");
  const marks: [string, string][] = [
    [`## ${sample}`, t("heading2")],
    [`### ${sample}`, t("heading3")],
    [`**${sample}**`, t("bold")],
    [`*${sample}*`, t("italic")],
    [`[${sample}](https://…)`, t("link")],
    [`[${sample}](term:yhteishaku)`, t("term")],
    [`- ${sample}`, t("bullets")],
    [`1. ${sample}`, t("numbers")],
    [`> ${sample}`, t("quote")],
    [`! ${sample}`, t("callout")],
    ["{forum https://…}", t("forum")],
    ["{group https://…}", t("group")],
    [`{video https://… | ${sample}}`, t("video")],
    [`{picture … | ${sample}}`, t("picture")],
    [`{file … | ${sample}}`, t("file")],
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
        {media && media.newest.length > 0 ? (
          <>
            <p className="font-semibold">{t("newest")}</p>
            <ul className="grid gap-3">
              {media.newest.map(({ id, kind, name }) => (
                <li key={id} className="grid gap-1">
                  <span className="flex items-start gap-2">
                    {kind === "pdf" ? (
                      <FileText aria-hidden className="mt-1 size-5 shrink-0 text-spruce" />
                    ) : (
                      <ImageIcon aria-hidden className="mt-1 size-5 shrink-0 text-spruce" />
                    )}
                    <span>
                      <span className="sr-only">{kind === "pdf" ? words("pdf") : words("picture")}: </span>
                      <bdi className="wrap-anywhere">{name || words("nameless")}</bdi>
                    </span>
                  </span>
                  <span className="flex flex-wrap items-center gap-2">
                    <code dir="ltr" className="rounded-md bg-sunk px-2 py-0.5 text-sm wrap-anywhere select-all">
                      {mediaMark(kind, id)}
                    </code>
                    <CopyButton
                      text={mediaMark(kind, id)}
                      label={words("markCopy")}
                      done={words("markCopied")}
                      className={buttonClass("secondary")}
                    />
                  </span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {media ? (
          <p>
            <TextLink href={media.page} target="_blank" className="inline-flex min-h-11 items-center">
              {words("back")}
            </TextLink>
          </p>
        ) : null}
      </div>
    </details>
  );
}
