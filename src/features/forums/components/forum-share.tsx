import { Printer } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { formatDate } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { Link } from "@/ui/link";
import { ShareButtons } from "@/ui/share-buttons";
import type { ForumView } from "../queries";
import { ForumSection } from "./forum-section";

/** Ways to share a forum; `url` is the address of its page. */
export async function ForumShare({ locale, forum, url }: { locale: Locale; forum: ForumView; url: string }) {
  const t = await getTranslations({ locale, namespace: "Forum" });
  const shareText = t("shareText", { title: forum.text.title, date: formatDate(locale, forum.startsAt), url });
  return (
    <ForumSection id="share" title={t("share")} onPaper={false}>
      <ShareButtons
        title={forum.text.title}
        text={shareText}
        url={url}
        words={{
          whatsapp: t("shareWhatsapp"),
          email: t("shareEmail"),
          copy: t("shareCopy"),
          copied: t("shareCopied"),
        }}
      >
        {forum.state === "past" || forum.state === "cancelled" ? null : (
          <Link href={routes.poster(locale, forum.slug)} className={buttonClass("secondary")}>
            <Printer aria-hidden className="size-5" />
            {t("sharePoster")}
          </Link>
        )}
      </ShareButtons>
    </ForumSection>
  );
}
