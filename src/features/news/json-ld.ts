import { pictureAddress } from "@/features/media/draft-address";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import type { PostView } from "./queries";

/** The post as a schema.org NewsArticle, for a script element: `<` is escaped, so that no text can end the element. */
export function newsArticle(post: PostView, locale: Locale, appUrl: string): string {
  const url = `${appUrl}${routes.post(locale, post.slug)}`;
  const organisation = { "@type": "Organization", name: post.organisation };
  return JSON.stringify({
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    headline: post.text.title,
    description: post.text.lead,
    inLanguage: post.text.locale,
    url,
    mainEntityOfPage: url,
    image: [
      ...(post.cover ? [`${appUrl}${pictureAddress(post.cover.id, { width: post.cover.width, format: "webp" })}`] : []),
      `${appUrl}${routes.postImage(locale, post.slug)}`,
    ],
    datePublished: post.date.toISOString(),
    dateModified: post.updatedAt.toISOString(),
    author: post.byline ? { "@type": "Person", name: post.byline } : organisation,
    publisher: organisation,
    isAccessibleForFree: true,
  }).replaceAll("<", "\\u003c");
}
