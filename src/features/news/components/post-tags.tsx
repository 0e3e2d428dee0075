import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { Link } from "@/ui/link";
import { newsListPath } from "../listing-path";
import type { PostTag } from "../schema";

const PILL =
  "inline-flex min-h-11 items-center rounded-full border-2 px-4 font-semibold no-underline hover:border-spruce";

/** What a post is about, each a link to the list of such posts. */
export async function PostTags({ locale, tags }: { locale: Locale; tags: readonly PostTag[] }) {
  if (tags.length === 0) return null;
  const t = await getTranslations({ locale });
  return (
    <ul aria-label={t("News.tags")} className="flex flex-wrap gap-2 print:hidden">
      {tags.map((tag) => (
        <li key={tag}>
          <Link href={newsListPath(locale, { tag })} className={`${PILL} border-transparent bg-moss text-on-moss`}>
            {t(`PostTags.${tag}`)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The ways through the list of posts: all, or those about one thing. */
export async function TagChoice({
  locale,
  tags,
  chosen,
}: {
  locale: Locale;
  tags: readonly PostTag[];
  chosen: PostTag | undefined;
}) {
  const t = await getTranslations({ locale });
  // A chosen tag stays in the list, even if no post has it any more.
  const shown = chosen && !tags.includes(chosen) ? [...tags, chosen] : tags;
  if (shown.length === 0) return null;
  const ways = [
    { key: "all", href: routes.news(locale), label: t("News.all"), current: !chosen },
    ...shown.map((tag) => ({
      ...{ key: tag, label: t(`PostTags.${tag}`), current: tag === chosen },
      href: newsListPath(locale, { tag }),
    })),
  ];
  return (
    <nav aria-label={t("News.tags")}>
      <ul className="flex flex-wrap gap-2">
        {ways.map(({ key, href, label, current }) => (
          <li key={key}>
            <Link
              href={href}
              aria-current={current ? "page" : undefined}
              className={`${PILL} ${current ? "border-spruce bg-spruce text-on-spruce" : "border-line bg-surface text-ink"}`}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
