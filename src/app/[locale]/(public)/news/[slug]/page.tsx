import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PostAbout, PostArticle, PostLanguages } from "@/features/news/components/post-article";
import { PostNeighbours, PostShare } from "@/features/news/components/post-share";
import { newsArticle } from "@/features/news/json-ld";
import { findPostPage, getNeighbours, listPostSlugs } from "@/features/news/queries";
import { LOCALES } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { Link } from "@/ui/link";
import { TEXT_LINK } from "@/ui/text-link";
import { publicMetadata } from "../../../../page-metadata";
import { DocumentBody } from "../../../document-body";
import { localeOf } from "../../../locale-params";
import { SiteFrame } from "../../../site-frame";
import { PrintedAddress, PrintedHead } from "../../printed";

interface Props {
  params: Promise<{ locale: string; slug: string }>;
}

/** How many pages the build makes. Others are made, just as completely, when someone first asks for them. */
const PRERENDERED = 30;

export async function generateStaticParams() {
  return (await listPostSlugs()).slice(0, PRERENDERED).map((slug) => ({ slug }));
}

/** What the address leads to; null if to nothing. */
async function readParams({ params }: Props) {
  const locale = await localeOf(params);
  const { slug } = await params;
  return { locale, found: await findPostPage(locale, slug) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, found } = await readParams(props);
  // The page redirects. If this did so too, the answer would name the new address twice.
  if (!found || "movedTo" in found) return {};
  const { post } = found;
  const { title, lead } = post.text;
  const path = routes.post(locale, post.slug);
  const image = routes.postImage(locale, post.slug);
  return {
    ...publicMetadata({ title, description: lead, address: path }),
    openGraph: {
      type: "article",
      title,
      description: lead,
      url: path,
      siteName: "OmaPolku",
      locale: LOCALES[locale].bcp47.split("-u-")[0],
      publishedTime: post.date.toISOString(),
      images: [{ url: image, width: 1200, height: 630, alt: title }],
    },
    twitter: { card: "summary_large_image", title, images: [image] },
  };
}

/** A post: its words and picture, the forum or group that it tells about, its other languages, and the ways on. */
export default async function PostRoute(props: Props) {
  const { locale, found } = await readParams(props);
  if (!found) notFound();
  // A former address leads to the present one for good.
  if ("movedTo" in found) permanentRedirect(routes.post(locale, found.movedTo));
  const { post } = found;
  const [t, { newer, older }] = await Promise.all([getTranslations({ locale }), getNeighbours(locale, post.id)]);
  const { APP_URL } = env();
  const path = routes.post(locale, post.slug);
  const url = `${APP_URL}${path}`;
  return (
    <SiteFrame locale={locale} path={path} section="news">
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: newsArticle(post, locale, APP_URL) }} />
      <PrintedHead locale={locale} />
      <article className="grid gap-10 print:block print:space-y-6">
        <PostArticle locale={locale} post={post}>
          <DocumentBody locale={locale} text={post.text.body} language={post.text.locale} />
        </PostArticle>
        <div className="mx-auto grid w-full max-w-2xl gap-10 print:gap-4">
          <PostAbout locale={locale} post={post} />
          <PostLanguages locale={locale} post={post} />
          <PostShare locale={locale} post={post} url={url} />
        </div>
      </article>
      <PrintedAddress path={path} />
      <div className="mx-auto mt-12 grid w-full max-w-4xl gap-4 print:hidden">
        <PostNeighbours locale={locale} newer={newer} older={older} />
        <p>
          <Link href={routes.news(locale)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            {t("News.all")}
          </Link>
        </p>
      </div>
    </SiteFrame>
  );
}
