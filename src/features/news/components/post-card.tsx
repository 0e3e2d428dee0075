import { getTranslations } from "next-intl/server";
import { formatNumericDate } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Link } from "@/ui/link";
import type { PostCardView } from "../queries";
import { CardPicture } from "./post-cover";

interface Props {
  locale: Locale;
  post: PostCardView;
  level: 2 | 3;
  /** The first of a list: wide, with larger letters. */
  wide?: boolean;
}

/** A post in a list: its picture, its day and what it is about, its headline and its lead. */
async function PostCard({ locale, post, level, wide = false }: Props) {
  const t = await getTranslations({ locale });
  const words = languageOf(post.text.locale, locale);
  const Heading = `h${level}` as const;
  const [tag] = post.tags;
  return (
    <article
      className={`group relative grid content-start gap-4 ${wide ? "lg:grid-cols-[7fr_5fr] lg:items-center lg:gap-10" : ""}`}
    >
      <div className="overflow-hidden rounded-card border border-line">
        <CardPicture locale={locale} post={post} wide={wide} />
      </div>
      <div className={`grid content-start ${wide ? "gap-3" : "gap-2"}`}>
        <p className="flex flex-wrap items-center gap-x-2.5 text-sm font-semibold text-ink-soft">
          <time dateTime={post.date.toISOString()}>{formatNumericDate(post.date)}</time>
          {tag ? (
            <>
              <span aria-hidden="true" className="size-1.5 rounded-full bg-cloudberry" />
              <span>{t(`PostTags.${tag}`)}</span>
            </>
          ) : null}
        </p>
        <Heading className={wide ? "text-2xl sm:text-3xl" : "text-xl"} {...words}>
          <Link
            href={routes.post(locale, post.slug)}
            className="text-ink no-underline decoration-cloudberry decoration-2 underline-offset-4 group-hover:underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:shadow-none focus-visible:after:outline-3 focus-visible:after:outline-offset-3 focus-visible:after:outline-ink"
          >
            <Terms locale={post.text.locale}>{post.text.title}</Terms>
          </Link>
        </Heading>
        <p className={wide ? "text-ink-soft sm:text-lg" : "text-ink-soft"} {...words}>
          <Terms locale={post.text.locale}>{post.text.lead}</Terms>
        </p>
      </div>
    </article>
  );
}

/** Posts below a heading of the level above; with `lead`, the first one stands out. */
export function PostCards({
  locale,
  posts,
  level = 3,
  lead = false,
}: {
  locale: Locale;
  posts: readonly PostCardView[];
  level?: 2 | 3;
  lead?: boolean;
}) {
  return (
    <ul className="grid gap-x-8 gap-y-10 sm:grid-cols-2 sm:gap-y-12 lg:grid-cols-3">
      {posts.map((post, n) => {
        const wide = lead && n === 0;
        return (
          <li
            key={post.slug}
            className={wide ? "border-b-3 border-dashed border-line pb-10 sm:col-span-2 lg:col-span-3" : ""}
          >
            <PostCard locale={locale} post={post} level={level} wide={wide} />
          </li>
        );
      })}
    </ul>
  );
}
