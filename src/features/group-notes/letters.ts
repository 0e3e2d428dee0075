import "server-only";
import { createTranslator } from "use-intl/core";
import { composeLetter, type Letters } from "@/features/notifications/letter";
import { loadMessages } from "@/i18n/messages";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import type { notifications } from "./notifications";
import { findNewNotes } from "./queries";

export const letters: Letters<keyof typeof notifications> = {
  /** Tells staff that there are notes, and where, but nothing of what they say; null if they were taken back. */
  staff_group_note: async ({ locale, groupId, subjectId }) => {
    const found = groupId && subjectId ? await findNewNotes({ groupId, since: subjectId }, locale) : null;
    if (!found) return null;
    const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: "GroupNotes" });
    const { title, titleLocale = locale, count } = found;
    return composeLetter(t("mailSubject", { title }), {
      locale,
      title,
      titleLocale,
      paragraphs: [t("mailText", { count })],
      link: { href: `${env().APP_URL}${routes.workOnGroup(locale, groupId ?? "")}#notes`, label: t("mailOpen") },
      why: t("mailWhy"),
    });
  },
};
