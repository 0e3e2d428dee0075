import "server-only";
import { createTranslator } from "use-intl/core";
import { type Composed, composeLetter, type Letters, type OutgoingMessage } from "@/features/notifications/letter";
import { formatWhen } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { ownNameOf } from "@/i18n/localized";
import { loadMessages } from "@/i18n/messages";
import { routes } from "@/i18n/routes";
import { isolated } from "@/i18n/typesetting";
import { env } from "@/platform/env";
import type { notifications } from "./notifications";
import { findMemberLetter, type MemberLetter } from "./queries";
import { smsOfMessage, wordsFor } from "./rules";

async function wordsOf(locale: Locale) {
  return createTranslator({ locale, messages: await loadMessages(locale), namespace: "GroupMessages" });
}
type T = Awaited<ReturnType<typeof wordsOf>>;

/** Whom to ask, and how to leave. */
function contactLine(t: T, { locale, contactName, contactPhone, contactEmail }: MemberLetter): string {
  const reach = [contactName, contactPhone && isolated(locale, contactPhone), contactEmail].filter(Boolean).join(", ");
  return t("ask", { reach });
}

/** Composes a message to a member about one meeting, from what is true now. */
async function composeOnMeeting(
  { locale: written, groupMemberId, subjectId }: OutgoingMessage,
  say: (t: T, letter: MemberLetter, when: string) => { subject: string; text: string },
): Promise<Composed | null> {
  const letter = groupMemberId && subjectId ? await findMemberLetter({ groupMemberId, subjectId }, written) : null;
  if (!letter?.meeting) return null;
  const { locale, name, text, token, meeting, where, contactName, contactEmail } = letter;
  const t = await wordsOf(locale);
  const when = formatWhen(locale, meeting);
  const { subject, text: happened } = say(t, letter, when);
  const href = `${env().APP_URL}${routes.member(locale, token)}`;
  const cancelled = meeting.cancelledAt !== null;
  const { mail } = composeLetter(subject, {
    locale,
    greeting: t("hello", { name }),
    title: text.words.title,
    titleLocale: text.locale,
    paragraphs: [happened],
    facts: [{ label: t("when"), value: when }, ...(where && !cancelled ? [{ label: t("where"), value: where }] : [])],
    link: { href, label: t("open") },
    contact: contactLine(t, letter),
    why: t("why"),
  });
  return {
    mail: { ...mail, replyTo: { name: contactName, address: contactEmail } },
    sms: [subject, when, happened, href].join("\n"),
  };
}

export const letters: Letters<keyof typeof notifications> = {
  group_meeting_cancelled: (message) =>
    composeOnMeeting(message, (t, { text }) => ({
      subject: t("cancelledSubject", { title: text.words.title }),
      text: t("cancelledText"),
    })),

  group_meeting_moved: (message) =>
    composeOnMeeting(message, (t, { text }) => ({
      subject: t("movedSubject", { title: text.words.title }),
      text: t("movedText"),
    })),

  group_meeting_restored: (message) =>
    composeOnMeeting(message, (t, { text }) => ({
      subject: t("restoredSubject", { title: text.words.title }),
      text: t("restoredText"),
    })),

  /** What was written to all, in the member's language if there are words in it; otherwise marked with the language it is in. */
  group_message: async ({ locale: written, groupMemberId, subjectId }) => {
    const letter = groupMemberId && subjectId ? await findMemberLetter({ groupMemberId, subjectId }, written) : null;
    if (!letter?.message) return null;
    const { locale, name, text, token, contactName, contactEmail } = letter;
    const t = await wordsOf(locale);
    const { language, text: words } = wordsFor(letter.message, locale);
    const { title } = text.words;
    const subject = t("messageSubject", { title });
    const href = `${env().APP_URL}${routes.member(locale, token)}`;
    const { mail } = composeLetter(subject, {
      locale,
      greeting: t("hello", { name }),
      title,
      titleLocale: text.locale,
      paragraphs: [language === locale ? t("messageText") : t("messageTextIn", { language: ownNameOf(language) })],
      quoted: { text: words, locale: language },
      link: { href, label: t("open") },
      contact: contactLine(t, letter),
      why: t("why"),
    });
    return {
      mail: { ...mail, replyTo: { name: contactName, address: contactEmail } },
      sms: smsOfMessage({ subject, words, href }),
    };
  },
};
