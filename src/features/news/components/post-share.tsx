import { ArrowLeft, ArrowRight } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Link } from "@/ui/link";
import { ShareButtons } from "@/ui/share-buttons";
import type { PostCardView, PostView } from "../queries";

/** Ways to tell others of a post; `url` is the address of its page. */
export async function PostShare({ locale, post, url }: { locale: Locale; post: PostView; url: string }) {
  const t = await getTranslations({ locale, namespace: "Post" });
  const text = t("shareText", { title: post.text.title, url });
  return (
    <section aria-labelledby="share" className="grid gap-3 print:hidden">
      <h2 id="share" className="text-xl">
        {t("share")}
      </h2>
      <ShareButtons
        title={post.text.title}
        text={text}
        url={url}
        words={{
          whatsapp: t("shareWhatsapp"),
          email: t("shareEmail"),
          copy: t("shareCopy"),
          copied: t("shareCopied"),
        }}
      />
    </section>
  );
}

/** The ways on from a post: the newer one and the older one. */
export async function PostNeighbours({
  locale,
  newer,
  older,
}: {
  locale: Locale;
  newer: PostCardView | null;
  older: PostCardView | null;
}) {
  if (!newer && !older) return null;
  const t = await getTranslations({ locale, namespace: "Post" });
  const ways = [
    {
      post: newer,
      label: t("newer"),
      icon: <ArrowLeft aria-hidden className="size-5 shrink-0 rtl:-scale-x-100" />,
      end: false,
    },
    {
      post: older,
      label: t("older"),
      icon: <ArrowRight aria-hidden className="size-5 shrink-0 rtl:-scale-x-100" />,
      end: true,
    },
  ];
  return (
    <nav aria-label={t("more")} className="border-t-3 border-dashed border-cloudberry pt-8 print:hidden">
      <ul className="grid gap-4 sm:grid-cols-2">
        {ways.map(({ post, label, icon, end }) =>
          post ? (
            <li key={label} className={end ? "sm:col-start-2" : ""}>
              <Link
                href={routes.post(locale, post.slug)}
                className={`group grid h-full content-start gap-2 rounded-card border border-line bg-surface p-5 text-ink no-underline hover:border-spruce ${end ? "sm:justify-items-end sm:text-end" : ""}`}
              >
                <span className="flex items-center gap-2 text-sm font-semibold text-ink-soft">
                  {end ? null : icon}
                  {label}
                  {end ? icon : null}
                </span>
                <span
                  className="font-display text-lg leading-snug font-bold decoration-cloudberry decoration-2 underline-offset-4 group-hover:underline"
                  {...languageOf(post.text.locale, locale)}
                >
                  <Terms locale={post.text.locale}>{post.text.title}</Terms>
                </span>
              </Link>
            </li>
          ) : null,
        )}
      </ul>
    </nav>
  );
}
