import "server-only";
import { createTranslator } from "use-intl/core";
import { composeLetter, type Letters } from "@/features/notifications/letter";
import type { Locale } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import { routes } from "@/i18n/routes";
import { MINUTE } from "@/i18n/time";
import { env } from "@/platform/env";
import { deriveDigits, deriveToken } from "@/platform/security/tokens";
import type { notifications } from "./notifications";
import { findPendingSignIn } from "./queries";
import { LINK_VALID_FOR } from "./rules";

async function accountWords(locale: Locale) {
  return createTranslator({ locale, messages: await loadMessages(locale), namespace: "AccountMail" });
}

export const letters: Letters<keyof typeof notifications> = {
  /** A one-time link with its code; null if it has been used or has expired. */
  sign_in: async ({ locale, subjectId }) => {
    if (!subjectId || !(await findPendingSignIn(subjectId))) return null;
    const t = await accountWords(locale);
    const code = deriveDigits("sign-in-code", subjectId);
    const subject = t("signInSubject", { code });
    return composeLetter(subject, {
      locale,
      title: subject,
      paragraphs: [t("signInText", { minutes: LINK_VALID_FOR / MINUTE })],
      facts: [{ label: t("code"), value: code }],
      link: {
        href: `${env().APP_URL}${routes.signInLink(locale, deriveToken("sign-in", subjectId))}`,
        label: t("signIn"),
      },
      why: t("signInWhy"),
    });
  },

  /** Tells the user that their second factor has changed. */
  account_security: async ({ locale, subjectId }) => {
    if (!subjectId) return null;
    const t = await accountWords(locale);
    return composeLetter(t("securitySubject"), {
      locale,
      title: t("securitySubject"),
      paragraphs: [t("securityText")],
      link: { href: `${env().APP_URL}${routes.me(locale)}`, label: t("openAccount") },
      why: t("securityWhy"),
    });
  },
};
