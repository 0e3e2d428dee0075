import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import type { TopicView } from "../queries";

/** What a meeting is about, in the language in which its tutor wrote it. */
export async function MeetingTopic({ locale, topic }: { locale: Locale; topic: TopicView }) {
  const t = await getTranslations({ locale, namespace: "MeetingTopic" });
  return (
    <p className="wrap-anywhere">
      <span className="text-sm">{t("label")}:</span> {/* Lines of another direction stand by themselves. */}
      <bdi className="inline-block font-semibold" {...languageOf(topic.language, locale)}>
        {topic.text}
      </bdi>
    </p>
  );
}
