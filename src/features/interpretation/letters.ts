import "server-only";
import { findForumById } from "@/features/forums/queries";
import { formatWhere } from "@/features/forums/rules";
import { composeLetter, type Letters, mailWords } from "@/features/notifications/letter";
import { formatDateInSentence, formatWhen } from "@/i18n/formatting";
import { loadMessages } from "@/i18n/messages";
import { routes } from "@/i18n/routes";
import { isSpokenLanguage, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { env } from "@/platform/env";
import { listForumLanguages } from "./queries";

// features/registration/letters.ts composes what parties are told about interpreters, because it knows their tickets.
export const letters: Letters<"staff_interpretation_demand"> = {
  /** Tells a forum's staff that enough people need a language to order an interpreter. No names. */
  staff_interpretation_demand: async ({ locale, forumId, language }) => {
    const forum = forumId && (await findForumById(locale, forumId));
    if (!forum || !isSpokenLanguage(language)) return null;
    const demand = (await listForumLanguages(forumId)).find((each) => each.language === language);
    if (!demand) return null;
    const t = await mailWords(locale);
    const name = `${SPOKEN_LANGUAGES[language].name}, ${(await loadMessages(locale)).SpokenLanguages[language]}`;
    const named = { language: name, title: forum.text.title };
    return composeLetter(t("demandSubject", named), {
      locale,
      title: forum.text.title,
      titleLocale: forum.text.locale,
      paragraphs: [
        t("demandText", { ...named, count: demand.people, date: formatDateInSentence(locale, demand.deadline) }),
      ],
      facts: [
        { label: t("when"), value: formatWhen(locale, forum) },
        { label: t("where"), value: formatWhere(forum) },
      ],
      link: { href: `${env().APP_URL}${routes.forum(locale, forum.slug)}`, label: t("openForum") },
      why: t("whyStaff"),
    });
  },
};
