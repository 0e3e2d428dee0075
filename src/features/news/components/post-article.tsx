import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { STATE_TONES } from "@/features/content/components/state-tones";
import { TextState } from "@/features/content/components/text-state";
import type { DraftReader } from "@/features/media/draft-address";
import { formatNumericDate } from "@/i18n/formatting";
import { LOCALES, type Locale } from "@/i18n/locales";
import { languageOf, ownNameOf } from "@/i18n/localized";
import { type Address, routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Link } from "@/ui/link";
import { Notice } from "@/ui/notice";
import { Tag } from "@/ui/tag";
import { TEXT_LINK } from "@/ui/text-link";
import type { PostView } from "../queries";
import { PostCover } from "./post-cover";
import { PostTags } from "./post-tags";

interface Props {
  locale: Locale;
  post: PostView;
}

/**
 * A post as it is read: what it is about, headline, lead, who wrote it and when, picture and words. Its sizes follow its own
 * width, so that it looks the same in a narrow column as on a phone.
 */
export async function PostArticle({
  locale,
  post,
  level = 1,
  reader = null,
  children,
  original = (source) => routes.post(source, post.slug),
}: Props & {
  level?: 1 | 3;
  /** Who reads it before it is published. */
  reader?: DraftReader | null;
  /** Its body. */
  children: ReactNode;
  /** Where to read the original. */
  original?: (source: Locale) => Address;
}) {
  const t = await getTranslations({ locale });
  const { text } = post;
  const words = languageOf(text.locale, locale);
  const Heading = `h${level}` as const;
  return (
    <div className="@container">
      <header className="mx-auto grid max-w-3xl gap-4 @2xl:gap-5">
        <PostTags locale={locale} tags={post.tags} />
        <Heading className="text-3xl @2xl:text-4xl" {...words}>
          <Terms locale={text.locale}>{text.title}</Terms>
        </Heading>
        <p className="text-lg leading-relaxed text-ink-soft @2xl:text-xl @2xl:leading-relaxed" {...words}>
          <Terms locale={text.locale}>{text.lead}</Terms>
        </p>
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-ink-soft">
          {post.byline ? (
            <>
              <bdi className="font-semibold text-ink">{post.byline}</bdi>
              <Dot />
            </>
          ) : null}
          <bdi lang="fi" className={post.byline ? "" : "font-semibold text-ink"}>
            {post.organisation}
          </bdi>
          <Dot />
          <time dateTime={post.date.toISOString()}>{formatNumericDate(post.date)}</time>
          <Dot className="print:hidden" />
          <span className="print:hidden">{t("Post.minutes", { count: post.minutes })}</span>
        </p>
      </header>
      <PostCover locale={locale} post={post} first={level === 1} reader={reader} />
      <div className="mx-auto grid max-w-2xl gap-6">
        {text.locale === locale ? null : (
          <Notice>
            <p>
              {t.rich("Site.fallback", {
                language: ownNameOf(text.locale),
                b: (name) => <bdi {...words}>{name}</bdi>,
              })}
            </p>
          </Notice>
        )}
        <TextState locale={locale} kind="post" standing={text.standing} original={original} />
        <div className="leading-[1.75] @2xl:text-lg @2xl:leading-[1.75]" {...words}>
          {children}
        </div>
      </div>
    </div>
  );
}

/** Between two facts of a line. */
function Dot({ className = "" }: { className?: string }) {
  return <span aria-hidden="true" className={`size-1.5 rounded-full bg-cloudberry ${className}`} />;
}

/** The other languages in which a post can be read, each with its state if it is not simply right. */
export async function PostLanguages({ locale, post }: Props) {
  const others = post.languages.filter(({ language }) => language !== locale);
  if (others.length === 0) return null;
  const t = await getTranslations({ locale });
  return (
    <nav aria-labelledby="read-in" className="grid gap-3 print:hidden">
      <h2 id="read-in" className="text-xl">
        {t("Post.readIn")}
      </h2>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {others.map(({ language, state }) => (
          <li key={language} className="flex min-h-11 flex-wrap items-center gap-x-2.5">
            {/* A plain link, because each language loads its own document. */}
            <a
              href={routes.post(language, post.slug)}
              hrefLang={language}
              lang={language}
              dir={LOCALES[language].dir}
              className="text-link inline-flex min-h-11 items-center"
            >
              {LOCALES[language].name}
            </a>
            {state === "original" || state === "checked" ? null : (
              <Tag tone={STATE_TONES[state]}>{t(`TextStates.${state}`)}</Tag>
            )}
            {state === "original" ? <span className="text-sm text-ink-soft">{t("Post.original")}</span> : null}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The forum and the group that a post tells about. */
export async function PostAbout({ locale, post: { forum, group } }: Props) {
  if (!forum && !group) return null;
  const t = await getTranslations({ locale, namespace: "Post" });
  const card = "grid gap-1 rounded-card border border-line bg-surface p-5 shadow-card";
  return (
    <section aria-labelledby="about" className="grid gap-3">
      <h2 id="about" className="text-xl">
        {t("about")}
      </h2>
      <ul className="grid gap-4">
        {forum ? (
          <li className={card}>
            <Link
              href={routes.forum(locale, forum.slug)}
              className={`${TEXT_LINK} inline-flex min-h-11 items-center`}
              {...languageOf(forum.locale, locale)}
            >
              <span>
                <Terms locale={forum.locale}>{forum.title}</Terms>
              </span>
            </Link>
            <span className="text-ink-soft">
              {t(forum.past ? "forumPast" : "forumComing", { date: formatNumericDate(forum.startsAt) })}
            </span>
          </li>
        ) : null}
        {group ? (
          <li className={card}>
            <Link
              href={routes.group(locale, group.slug)}
              className={`${TEXT_LINK} inline-flex min-h-11 items-center`}
              {...languageOf(group.locale, locale)}
            >
              <span>
                <Terms locale={group.locale}>{group.title}</Terms>
              </span>
            </Link>
            <span className="text-ink-soft">{t("group")}</span>
          </li>
        ) : null}
      </ul>
    </section>
  );
}
