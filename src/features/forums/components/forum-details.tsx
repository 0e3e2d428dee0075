import { Accessibility, Baby, Clock, Languages, MessageCircle, Users } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { TextState } from "@/features/content/components/text-state";
import type { Locale } from "@/i18n/locales";
import { languageOf, Paragraphs } from "@/i18n/localized";
import { Terms } from "@/i18n/terms";
import type { ForumView } from "../queries";
import { Agenda } from "./agenda";
import { ForumSection } from "./forum-section";
import { LanguageTags } from "./language-tags";

/** All that a forum tells of itself: what came out of it, for whom it is, its languages, its programme, its place. */
export async function ForumDetails({ locale, forum }: { locale: Locale; forum: ForumView }) {
  const t = await getTranslations({ locale, namespace: "Forum" });
  const words = languageOf(forum.text.locale, locale);
  return (
    <>
      {forum.text.outcome ? (
        <ForumSection id="outcome" title={t("outcome")} icon={<MessageCircle aria-hidden />} emphasis>
          <div className="grid gap-3" {...words}>
            <Paragraphs text={forum.text.outcome}>
              {(paragraph) => <Terms locale={forum.text.locale}>{paragraph}</Terms>}
            </Paragraphs>
          </div>
        </ForumSection>
      ) : null}
      <ForumSection id="about" title={t("about")}>
        <div className="grid gap-3" {...words}>
          <Paragraphs text={forum.text.description}>
            {(paragraph) => <Terms locale={forum.text.locale}>{paragraph}</Terms>}
          </Paragraphs>
        </div>
      </ForumSection>
      <ForumSection id="audience" title={t("audience")} icon={<Users aria-hidden />}>
        <p {...words}>
          <Terms locale={forum.text.locale}>{forum.text.audience}</Terms>
        </p>
      </ForumSection>
      <ForumSection id="languages" title={t("languages")} icon={<Languages aria-hidden />}>
        <LanguageTags
          locale={locale}
          offers={forum.languages}
          detailed={forum.state !== "cancelled"}
          past={forum.state === "past"}
        />
      </ForumSection>
      {forum.sessions.length > 0 ? (
        <ForumSection id="agenda" title={t("agenda")} icon={<Clock aria-hidden />}>
          <Agenda locale={locale} sessions={forum.sessions} counted={forum.state === "open"} />
        </ForumSection>
      ) : null}
      {forum.state === "past" || forum.state === "cancelled" ? null : (
        <ForumSection id="childcare" title={t("childcare")} icon={<Baby aria-hidden />}>
          <p>
            {forum.childcareLeft === null
              ? t("childcareNone")
              : forum.state === "open" || forum.state === "drop_in"
                ? t("childcareLeft", { count: forum.childcareLeft })
                : t("childcareYes")}
          </p>
        </ForumSection>
      )}
      {forum.venueText && forum.state !== "past" ? (
        <ForumSection id="access" title={t("accessibility")} icon={<Accessibility aria-hidden />}>
          <div className="grid gap-3" {...languageOf(forum.venueText.locale, locale)}>
            <p>{forum.venueText.accessibility}</p>
            {forum.venueText.directions ? <p>{forum.venueText.directions}</p> : null}
          </div>
          <TextState locale={locale} kind="venue" standing={forum.venueText.standing} />
        </ForumSection>
      ) : null}
    </>
  );
}
