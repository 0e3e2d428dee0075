import "server-only";
import { createTranslator } from "use-intl/core";
import type { Compose } from "@/features/notifications/commands";
import { renderEmail } from "@/features/notifications/email-layout";
import { formatDateTime } from "@/i18n/formatting";
import { DEFAULT_LOCALE, isLocale, type Locale } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import { routes } from "@/i18n/routes";
import { MINUTE } from "@/i18n/time";
import { env } from "@/platform/env";
import { deriveDigits, deriveToken } from "@/platform/security/tokens";
import { findInvitation, findPendingSignIn } from "./queries";
import { LINK_VALID_FOR } from "./rules";

interface Words {
  subject: string;
  paragraphs: string[];
  facts: { label: string; value: string }[];
  link: { href: string; label: string } | null;
  why: string;
}

function letter(locale: Locale, { subject, paragraphs, facts, link, why }: Words): Awaited<ReturnType<Compose>> {
  const { html, text } = renderEmail({
    locale,
    greeting: null,
    title: subject,
    titleLocale: locale,
    paragraphs,
    facts,
    link,
    contact: null,
    why,
  });
  return { mail: { subject, locale, text, html }, sms: subject };
}

/**
 * Composes a message about an account: a one-time link with its code, an invitation, or a word that the second factor has
 * changed. Null where it has been used, withdrawn, or is over.
 */
export const composeAccountMessage: Compose = async ({ template, locale: wanted, subjectId }) => {
  const locale = isLocale(wanted) ? wanted : DEFAULT_LOCALE;
  const { APP_URL } = env();
  const messages = await loadMessages(locale);
  const t = createTranslator({ locale, messages, namespace: "AccountMail" });
  if (!subjectId) return null;
  if (template === "sign_in") {
    if (!(await findPendingSignIn(subjectId))) return null;
    const code = deriveDigits("sign-in-code", subjectId);
    return letter(locale, {
      subject: t("signInSubject", { code }),
      paragraphs: [t("signInText", { minutes: LINK_VALID_FOR / MINUTE })],
      facts: [{ label: t("code"), value: code }],
      link: { href: `${APP_URL}${routes.signInLink(locale, deriveToken("sign-in", subjectId))}`, label: t("signIn") },
      why: t("signInWhy"),
    });
  }
  if (template === "invitation") {
    const invitation = await findInvitation({ id: subjectId });
    if (!invitation) return null;
    const roles = createTranslator({ locale, messages, namespace: "Roles" });
    return letter(locale, {
      subject: t("invitationSubject"),
      paragraphs: [
        t("invitationText", {
          inviter: invitation.invitedBy ?? "OmaPolku",
          role: roles(invitation.role),
          organisation: invitation.organisation ?? "OmaPolku",
        }),
      ],
      facts: [{ label: t("until"), value: formatDateTime(locale, invitation.expiresAt) }],
      link: {
        href: `${APP_URL}${routes.invitation(locale, deriveToken("invitation", subjectId))}`,
        label: t("accept"),
      },
      why: t("invitationWhy"),
    });
  }
  return letter(locale, {
    subject: t("securitySubject"),
    paragraphs: [t("securityText")],
    facts: [],
    link: { href: `${APP_URL}${routes.me(locale)}`, label: t("openAccount") },
    why: t("securityWhy"),
  });
};
