import "server-only";
import { createTranslator } from "use-intl/core";
import { composeLetter, type Letters, type OutgoingMessage } from "@/features/notifications/letter";
import { formatWhen } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import type { notifications } from "./notifications";
import { findGroupForTutor } from "./queries";

async function words(locale: Locale) {
  return createTranslator({ locale, messages: await loadMessages(locale), namespace: "OwnGroups" });
}

/** The group of a message to a user, and whether they lead it. */
async function groupOf(
  { locale, groupId, subjectId }: Pick<OutgoingMessage, "locale" | "groupId" | "subjectId">,
  now: Date,
) {
  return groupId && subjectId ? findGroupForTutor({ groupId, userId: subjectId }, locale, now) : null;
}

export const letters: Letters<keyof typeof notifications> = {
  /** Tells a tutor that they lead a group; null if they no longer do, or the group has ended. */
  staff_tutor_named: async ({ locale, groupId, subjectId }, now) => {
    const group = await groupOf({ locale, groupId, subjectId }, now);
    if (!group?.leads) return null;
    const t = await words(locale);
    const { title, titleLocale = locale, slug, next } = group;
    return composeLetter(t("namedSubject", { title }), {
      locale,
      title,
      titleLocale,
      paragraphs: [t("namedText"), t("namedShown")],
      facts: next ? [{ label: t("next"), value: formatWhen(locale, next) }] : [],
      link: { href: `${env().APP_URL}${routes.ownGroup(locale, slug)}`, label: t("open") },
      contact: t("namedAsk"),
      why: t("namedWhy"),
    });
  },

  /** Tells somebody that they no longer lead a group; null if they do again. */
  staff_tutor_ended: async ({ locale, groupId, subjectId }, now) => {
    const group = await groupOf({ locale, groupId, subjectId }, now);
    if (!group || group.leads) return null;
    const t = await words(locale);
    const { title, titleLocale = locale } = group;
    return composeLetter(t("endedSubject", { title }), {
      locale,
      title,
      titleLocale,
      paragraphs: [t("endedText")],
      why: t("endedWhy"),
    });
  },
};
