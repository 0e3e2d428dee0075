import "server-only";
import { getTranslations } from "next-intl/server";
import { markTerms } from "@/i18n/finnish-terms";
import { formatDate, formatList, formatTimeRange } from "@/i18n/formatting";
import { LOCALES, type Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { placeName } from "@/i18n/place-name";
import { entryRoutes, routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { env } from "@/platform/env";
import { escapeXml } from "@/platform/picture";
import { FORUMS_TAG } from "./cache-tags";
import { embedPath, listingPath } from "./listing-path";
import { type PublicFile, publicFile } from "./public-file";
import { type ForumCardView, keep, searchForums } from "./queries";
import type { ForumFilterSchema } from "./schema";

/** `lang` and `dir` for a text in another language than its page. */
function attributesOf(textLocale: string, locale: Locale): string {
  return Object.entries(languageOf(textLocale, locale))
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join("");
}

async function writeCard(locale: Locale, forum: ForumCardView): Promise<string> {
  const t = await getTranslations({ locale });
  const { name, lang } = await placeName(locale, forum.place);
  const place = `<bdi${lang ? ` lang="${lang}"` : ""}>${escapeXml(name)}</bdi>`;
  const where = forum.online ? escapeXml(name) : `${place} · <bdi lang="fi">${escapeXml(forum.venueName)}</bdi>`;
  const languages = forum.languages
    .filter(({ state }) => state !== "not_available")
    .map(({ language }) => `<bdi lang="${language}">${escapeXml(SPOKEN_LANGUAGES[language].name)}</bdi>`);
  const state = forum.state === "cancelled" || forum.state === "full" ? t(`States.${forum.state}`) : null;
  return `<li>
<p class="when">${escapeXml(formatDate(locale, forum.startsAt))} <span class="whole">${escapeXml(formatTimeRange(locale, forum))}</span></p>
<a href="${env().APP_URL}${routes.forum(locale, forum.slug)}" target="_blank" rel="noopener"${attributesOf(forum.text.locale, locale)}>${markTerms(escapeXml(forum.text.title), forum.text.locale)}</a>
<p>${where}</p>
${state ? `<p class="state">${escapeXml(state)}</p>` : ""}
${languages.length > 0 ? `<p class="soft">${formatList(locale, languages)}</p>` : ""}
</li>`;
}

/**
 * The next forums of a list as a complete page for other sites to frame: no script, no form, nothing about the reader.
 * `names` is the list's filter in words. Each forum opens in a new tab, where the portal is not in a frame.
 */
export async function writeEmbeddedForums(
  locale: Locale,
  filter: ForumFilterSchema,
  names: string,
): Promise<PublicFile> {
  "use cache";
  keep(FORUMS_TAG);
  const [t, { forums }] = await Promise.all([
    getTranslations({ locale, namespace: "Forums" }),
    searchForums(locale, { ...filter, past: false, page: 1 }),
  ]);
  const { APP_URL } = env();
  const title = escapeXml(names ? `${t("title")}: ${names}` : t("title"));
  const cards = await Promise.all(forums.map((forum) => writeCard(locale, forum)));
  return publicFile(`<!doctype html>
<html lang="${locale}" dir="${LOCALES[locale].dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · OmaPolku</title>
<link rel="canonical" href="${APP_URL}${embedPath(locale, filter)}">
<link rel="stylesheet" href="${entryRoutes.embedStyles()}">
</head>
<body>
<main>
<h1>${title}</h1>
${cards.length > 0 ? `<ol>\n${cards.join("\n")}\n</ol>` : `<p>${escapeXml(t("emptyTitle"))}</p>`}
</main>
<footer><a class="all" href="${APP_URL}${listingPath(locale, filter)}" target="_blank" rel="noopener">${escapeXml(t("onPortal"))}</a></footer>
</body>
</html>
`);
}
