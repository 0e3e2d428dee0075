import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { STATE_TONES } from "@/features/content/components/state-tones";
import { LOCALES, type Locale } from "@/i18n/locales";
import { ownNameOf } from "@/i18n/localized";
import type { Address } from "@/i18n/routes";
import { Tag } from "@/ui/tag";
import type { PostPreview as Preview } from "../queries";
import { PostArticle } from "./post-article";

/**
 * A post in all page languages side by side, each as wide as on a phone, with its newest words and how far they have come.
 * `path` is the address of the page that shows it, in a language.
 */
export async function PostPreview({
  locale,
  previews,
  path,
  body,
}: {
  locale: Locale;
  previews: readonly Preview[];
  path: (locale: Locale) => Address;
  /** A post's body, for readers of a language. */
  body: (post: Preview["post"], locale: Locale) => ReactNode;
}) {
  const t = await getTranslations({ locale });
  return (
    <ul className="-mx-(--beside) flex snap-x gap-5 overflow-x-auto px-(--beside) pb-4">
      {previews.map(({ language, state, post }) => (
        <li key={language} className="grid w-[22.5rem] max-w-[88vw] shrink-0 snap-start content-start gap-3">
          <h2 className="flex flex-wrap items-center gap-3 text-lg">
            <bdi lang={language}>{ownNameOf(language)}</bdi>
            <Tag tone={STATE_TONES[state]}>{t(`TextStates.${state}`)}</Tag>
          </h2>
          <div
            lang={language}
            dir={LOCALES[language].dir}
            className="rounded-card border-4 border-line bg-paper p-4 text-base"
          >
            <PostArticle locale={language} post={post} level={3} original={path}>
              {body(post, language)}
            </PostArticle>
          </div>
        </li>
      ))}
    </ul>
  );
}
