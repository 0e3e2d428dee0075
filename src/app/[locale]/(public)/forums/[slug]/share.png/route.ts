import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findForumPage, listComingSlugs } from "@/features/forums/queries";
import { shareImage } from "@/features/forums/share-image";
import { isLocale } from "@/i18n/locales";
import { placeName } from "@/i18n/place-name";

export const dynamic = "force-static";

/** Made when first asked for. Drawing takes longer than rendering a page, so the build draws only the next forum's. */
export async function generateStaticParams() {
  return (await listComingSlugs(1)).map((slug) => ({ slug }));
}

/** The picture that messengers show beside a shared link. */
export async function GET(_request: Request, { params }: { params: Promise<{ locale: string; slug: string }> }) {
  const { locale, slug } = await params;
  const forum = isLocale(locale) ? await findForumPage(locale, slug) : null;
  if (!isLocale(locale) || !forum) notFound();
  const t = await getTranslations({ locale });
  const { name: place } = await placeName(locale, forum.place);
  const state = forum.state === "cancelled" ? t("Forum.cancelledShort") : undefined;
  return new Response(new Uint8Array(shareImage({ forum, locale, place, state, tagline: t("Site.tagline") })), {
    headers: { "Content-Type": "image/png" },
  });
}
