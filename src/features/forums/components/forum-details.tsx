import { Accessibility, Baby, Clock, Languages, MessageCircle, Signpost, Users } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { TextState } from "@/features/content/components/text-state";
import type { Locale } from "@/i18n/locales";
import { languageOf, Paragraphs } from "@/i18n/localized";
import { Terms } from "@/i18n/terms";
import type { ForumView } from "../queries";
import { Agenda } from "./agenda";
import { ForumSection } from "./forum-section";
import { LanguageTags } from "./language-tags";

/** Everything about a forum: its outcome, its audience, its languages, its programme. */
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
      <div className="grid gap-x-8 gap-y-6 rounded-card border border-line bg-surface p-5 sm:grid-cols-2 print:gap-y-2 print:p-3">
        {forum.state === "cancelled" ? null : (
          <ForumSection id="languages" title={t("languages")} icon={<Languages aria-hidden />}>
            <LanguageTags locale={locale} offers={forum.languages} detailed past={forum.state === "past"} />
          </ForumSection>
        )}
        <div className="grid content-start gap-6 print:gap-2">
          <ForumSection id="audience" title={t("audience")} icon={<Users aria-hidden />}>
            <p {...words}>
              <Terms locale={forum.text.locale}>{forum.text.audience}</Terms>
            </p>
          </ForumSection>
          {forum.state === "past" || forum.state === "cancelled" ? null : (
            <ForumSection id="childcare" title={t("childcare")} icon={<Baby aria-hidden />}>
              {forum.childcareLeft === null ? (
                <p>{t("childcareNone")}</p>
              ) : forum.state === "open" || forum.state === "drop_in" ? (
                <>
                  <p className="print:hidden">{t("childcareLeft", { count: forum.childcareLeft })}</p>
                  <p className="hidden print:block">{t("childcareYes")}</p>
                </>
              ) : (
                <p>{t("childcareYes")}</p>
              )}
            </ForumSection>
          )}
        </div>
      </div>
      {forum.sessions.length > 0 ? (
        <ForumSection id="agenda" title={t("agenda")} icon={<Clock aria-hidden />}>
          <Agenda locale={locale} sessions={forum.sessions} counted={forum.state === "open"} />
        </ForumSection>
      ) : null}
    </>
  );
}

/** How to get to the venue and into it, or how to join an online forum. Nothing once the forum is over or cancelled. */
export async function Arriving({ locale, forum }: { locale: Locale; forum: ForumView }) {
  const text = forum.venueText;
  if (!text || forum.state === "past" || forum.state === "cancelled") return null;
  const t = await getTranslations({ locale, namespace: "Forum" });
  const paragraph = (part: string) => (
    <p {...languageOf(text.locale, locale)}>
      <Terms locale={text.locale}>{part}</Terms>
    </p>
  );
  return (
    <>
      {text.directions && !forum.online ? (
        <ForumSection id="directions" title={t("directions")} icon={<Signpost aria-hidden />}>
          {paragraph(text.directions)}
        </ForumSection>
      ) : null}
      <ForumSection id="access" title={t("accessibility")} icon={<Accessibility aria-hidden />}>
        {paragraph(text.accessibility)}
        {text.directions && forum.online ? paragraph(text.directions) : null}
        <TextState locale={locale} kind="venue" standing={text.standing} />
      </ForumSection>
    </>
  );
}
