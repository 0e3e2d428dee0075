import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findPostPage, listPostSlugs } from "@/features/news/queries";
import { formatNumericDate } from "@/i18n/formatting";
import { isLocale } from "@/i18n/locales";
import { drawSharePicture } from "@/platform/share-picture";

export const dynamic = "force-static";

/** Made when first asked for. Drawing takes longer than rendering a page, so the build draws only the newest post's. */
export async function generateStaticParams() {
  return (await listPostSlugs()).slice(0, 1).map((slug) => ({ slug }));
}

/** The picture that messengers show beside a shared link: the headline in its own script, the day, and whose post it is. */
export async function GET(_request: Request, { params }: { params: Promise<{ locale: string; slug: string }> }) {
  const { locale, slug } = await params;
  const found = isLocale(locale) ? await findPostPage(locale, slug) : null;
  if (!isLocale(locale) || !found || "movedTo" in found) notFound();
  const { post } = found;
  const t = await getTranslations({ locale, namespace: "Site" });
  const picture = drawSharePicture({
    locale,
    remark: t("news"),
    title: { text: post.text.title, locale: post.text.locale },
    lines: [{ parts: [formatNumericDate(post.date)] }, { parts: [post.organisation], strong: true }],
    tagline: t("tagline"),
  });
  return new Response(new Uint8Array(picture), { headers: { "Content-Type": "image/png" } });
}
