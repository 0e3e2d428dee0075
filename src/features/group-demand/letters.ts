import "server-only";
import { createTranslator } from "use-intl/core";
import { composeLetter, type Letters } from "@/features/notifications/letter";
import { loadMessages } from "@/i18n/messages";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { env } from "@/platform/env";
import type { notifications } from "./notifications";
import { findMetWish } from "./queries";

export const letters: Letters<keyof typeof notifications> = {
  /** Tells somebody of a group that they wanted; null if it has no room for them any more. The only message they get. */
  group_wish_met: async ({ locale, subjectId }) => {
    const met = subjectId && (await findMetWish(subjectId, locale));
    if (!met) return null;
    const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: "GroupWish" });
    const { text } = met;
    const { name } = SPOKEN_LANGUAGES[met.language];
    const subject = t("mailSubject", { language: name, title: text.words.title });
    const href = `${env().APP_URL}${routes.group(locale, met.slug)}`;
    const { mail } = composeLetter(subject, {
      locale,
      title: text.words.title,
      titleLocale: text.locale,
      paragraphs: [t("mailText", { language: name }), text.words.summary],
      link: { href, label: t("mailOpen") },
      why: t("mailWhy"),
    });
    return { mail, sms: [subject, href, t("smsWhy")].join("\n") };
  },
};
