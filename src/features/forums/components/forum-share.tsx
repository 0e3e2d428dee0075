import { Mail, MessageCircle, Printer } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { formatDate } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { CopyButton } from "@/ui/copy-button";
import type { ForumView } from "../queries";
import { ForumSection } from "./forum-section";

/** Ways to share a forum; `url` is the address of its page. */
export async function ForumShare({ locale, forum, url }: { locale: Locale; forum: ForumView; url: string }) {
  const t = await getTranslations({ locale, namespace: "Forum" });
  const shareText = t("shareText", { title: forum.text.title, date: formatDate(locale, forum.startsAt), url });
  return (
    <ForumSection id="share" title={t("share")} onPaper={false}>
      <p className="flex flex-wrap gap-3">
        <a
          href={`https://wa.me/?text=${encodeURIComponent(shareText)}`}
          rel="noreferrer"
          className={buttonClass("secondary")}
        >
          <MessageCircle aria-hidden className="size-5" />
          {t("shareWhatsapp")}
        </a>
        <a
          href={`mailto:?subject=${encodeURIComponent(forum.text.title)}&body=${encodeURIComponent(shareText)}`}
          className={buttonClass("secondary")}
        >
          <Mail aria-hidden className="size-5" />
          {t("shareEmail")}
        </a>
        {forum.state === "past" || forum.state === "cancelled" ? null : (
          <Link href={routes.poster(locale, forum.slug)} prefetch={false} className={buttonClass("secondary")}>
            <Printer aria-hidden className="size-5" />
            {t("sharePoster")}
          </Link>
        )}
        <CopyButton text={url} label={t("shareCopy")} done={t("shareCopied")} className={buttonClass("secondary")} />
      </p>
    </ForumSection>
  );
}
