import { getTranslations } from "next-intl/server";
import { KnownPicture } from "@/features/media/components/picture";
import type { DraftReader } from "@/features/media/draft-address";
import type { Locale } from "@/i18n/locales";
import type { PostCardView, PostView } from "../queries";
import { PostScene } from "./post-scene";

/** How wide the picture of a post's page shows: the whole page, up to its width. */
const SIZES = "(min-width: 64rem) 62rem, 100vw";

/** The picture on a post's page with whom it is by, or else its scene. */
export async function PostCover({
  locale,
  post,
  first,
  reader,
}: {
  locale: Locale;
  post: PostView;
  first: boolean;
  reader: DraftReader | null;
}) {
  const { cover, coverAlt, slug, tags } = post;
  const frame = "my-6 @2xl:my-10";
  if (!cover)
    return (
      <div className={`${frame} overflow-hidden rounded-card border border-line`}>
        <PostScene slug={slug} tags={tags} className="aspect-video w-full @2xl:aspect-[2/1] print:aspect-[4/1]" />
      </div>
    );
  const t = await getTranslations({ locale, namespace: "Documents" });
  return (
    <figure className={`${frame} grid gap-2`}>
      <KnownPicture
        picture={cover}
        alt={coverAlt.text}
        lang={coverAlt.locale}
        locale={locale}
        sizes={SIZES}
        first={first}
        reader={reader}
        className="max-h-[36rem] w-full rounded-card border border-line object-cover print:max-h-80"
      />
      {cover.credit ? (
        <figcaption className="text-sm text-ink-soft">
          {t("credit")} <bdi>{cover.credit}</bdi>
        </figcaption>
      ) : null}
    </figure>
  );
}

/**
 * The picture of a post in a list, or else its scene. It decorates there: the headline beside it says what the post is about,
 * and the post's own page what the picture shows.
 */
export function CardPicture({ locale, post, wide }: { locale: Locale; post: PostCardView; wide: boolean }) {
  const shape = "aspect-video w-full";
  if (!post.cover) return <PostScene slug={post.slug} tags={post.tags} className={shape} />;
  return (
    <KnownPicture
      picture={post.cover}
      alt=""
      lang={locale}
      locale={locale}
      sizes={wide ? "(min-width: 64rem) 35rem, 100vw" : "(min-width: 64rem) 20rem, (min-width: 40rem) 45vw, 100vw"}
      // In a list, bytes count for more than sharpness.
      most={wide ? 1000 : 640}
      className={`${shape} object-cover`}
    />
  );
}
