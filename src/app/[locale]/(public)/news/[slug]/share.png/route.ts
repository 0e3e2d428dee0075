import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findStoredMedia } from "@/features/media/queries";
import { findPostPage, listPostSlugs, type PostView } from "@/features/news/queries";
import { formatNumericDate } from "@/i18n/formatting";
import { isLocale } from "@/i18n/locales";
import { failureCode } from "@/platform/failure";
import { log } from "@/platform/log";
import { cropPicture } from "@/platform/picture-encoding";
import { drawSharePicture, SHARE_PHOTO } from "@/platform/share-picture";

export const dynamic = "force-static";

/** Made when first asked for. Drawing takes longer than rendering a page, so the build draws only the newest post's. */
export async function generateStaticParams() {
  return (await listPostSlugs()).slice(0, 1).map((slug) => ({ slug }));
}

/** The post's picture for the space beside the headline; undefined if it has none, or the storage does not give it. */
async function photoOf({ cover }: PostView): Promise<Buffer | undefined> {
  if (!cover) return undefined;
  // Cropped to its middle, a picture must be as high as that space.
  const wanted = (cover.width / cover.height) * SHARE_PHOTO.height;
  const width = cover.widths.find((each) => each >= wanted) ?? cover.width;
  try {
    const stored = await findStoredMedia(cover.id, { kind: "picture", width, format: "webp" });
    return stored
      ? await cropPicture(new Uint8Array(await new Response(stored.body).arrayBuffer()), SHARE_PHOTO)
      : undefined;
  } catch (error) {
    log().warn({ code: failureCode(error) }, "a share picture was drawn without the post's picture");
    return undefined;
  }
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
    photo: await photoOf(post),
  });
  return new Response(new Uint8Array(picture), { headers: { "Content-Type": "image/png" } });
}
