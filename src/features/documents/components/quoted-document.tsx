import { FileText, ImageIcon, Puzzle, UsersRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { markupOf, parseMarkup } from "../markup/rules";
import { DocumentView } from "./document-view";

/**
 * A document for its editors, from what is stored or from its markup: what is kept elsewhere is named and not shown, except
 * pictures if the caller can show them, and headings do not count as the page's.
 */
export async function QuotedDocument({
  locale,
  text,
  language,
  picture,
}: {
  locale: Locale;
  text: string;
  language: string;
  /** A picture in small; it is decorative, because its words are beside it. */
  picture?: (id: string) => ReactNode;
}) {
  const t = await getTranslations({ locale, namespace: "Documents" });
  const { document } = parseMarkup(markupOf(text));
  const named = (icon: ReactNode, name: string, words: string) => (
    <p className="flex gap-2 rounded-field bg-sunk px-3 py-2 text-ink">
      <span className="mt-1 shrink-0 text-spruce">{icon}</span>
      <span className="min-w-0">
        <span className="text-sm text-ink-soft" {...languageOf(locale, language)}>
          {name}
        </span>
        {words ? (
          <>
            {" "}
            <bdi>{words}</bdi>
          </>
        ) : null}
      </span>
    </p>
  );
  return (
    <DocumentView
      quoted
      document={document}
      language={language}
      parts={{
        picture: ({ picture: id, alt, caption }) => (
          <>
            {picture?.(id)}
            {named(
              <ImageIcon aria-hidden className="size-5" />,
              t("picture"),
              [alt, caption].filter(Boolean).join(" – "),
            )}
          </>
        ),
        still: (id) => picture?.(id),
        file: ({ label }) => named(<FileText aria-hidden className="size-5" />, t("file"), label),
        forum: (slug) => named(<UsersRound aria-hidden className="size-5" />, t("forum"), slug),
        group: (slug) => named(<UsersRound aria-hidden className="size-5" />, t("group"), slug),
        kept: () => named(<Puzzle aria-hidden className="size-5" />, t("kept"), ""),
      }}
    />
  );
}
