import "server-only";
import { createTranslator } from "use-intl/core";
import { findInvitation } from "@/features/accounts/queries";
import { composeLetter, type Letters } from "@/features/notifications/letter";
import { formatDateTime } from "@/i18n/formatting";
import { loadMessages } from "@/i18n/messages";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { deriveToken } from "@/platform/security/tokens";
import type { notifications } from "./notifications";

export const letters: Letters<keyof typeof notifications> = {
  /** An invitation; null if it was accepted or withdrawn or has expired. */
  invitation: async ({ locale, subjectId }) => {
    const invitation = subjectId && (await findInvitation({ id: subjectId }));
    if (!invitation) return null;
    const messages = await loadMessages(locale);
    const t = createTranslator({ locale, messages, namespace: "AccountMail" });
    const roles = createTranslator({ locale, messages, namespace: "Roles" });
    return composeLetter(t("invitationSubject"), {
      locale,
      title: t("invitationSubject"),
      paragraphs: [
        t("invitationText", {
          inviter: invitation.invitedBy,
          role: roles(invitation.role),
          organisation: invitation.organisation ?? "OmaPolku",
        }),
      ],
      facts: [{ label: t("until"), value: formatDateTime(locale, invitation.expiresAt) }],
      link: {
        href: `${env().APP_URL}${routes.invitation(locale, deriveToken("invitation", subjectId))}`,
        label: t("accept"),
      },
      why: t("invitationWhy"),
    });
  },
};
