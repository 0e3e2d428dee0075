import type { ReactNode } from "react";
import { SideBySide } from "@/features/content/components/side-by-side";
import type { DraftReader } from "@/features/media/draft-address";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import type { PostPreview as Preview } from "../queries";
import { PostArticle } from "./post-article";

/**
 * A post in all page languages side by side, with its newest words. `path` is the address of the page that shows it, in a
 * language.
 */
export function PostPreview({
  locale,
  previews,
  path,
  reader,
  body,
}: {
  locale: Locale;
  previews: readonly Preview[];
  path: (locale: Locale) => Address;
  /** Who sees it before readers do. */
  reader: DraftReader | null;
  /** A post's body, for readers of a language. */
  body: (post: Preview["post"], locale: Locale) => ReactNode;
}) {
  return (
    <SideBySide
      locale={locale}
      versions={previews.map(({ language, state, post }) => ({
        language,
        state,
        view: (
          <PostArticle locale={language} post={post} level={3} reader={reader} original={path}>
            {body(post, language)}
          </PostArticle>
        ),
      }))}
    />
  );
}
