import "server-only";
import { type ForumView, findForumById } from "@/features/forums/queries";
import { choicesOf, formatWhere, takesRegistrations } from "@/features/forums/rules";
import { listForumLanguages } from "@/features/interpretation/queries";
import {
  type Compose,
  type Composed,
  composeLetter,
  type Letters,
  type MailWords,
  mailWords,
  type OutgoingMessage,
} from "@/features/notifications/letter";
import { findToldBefore } from "@/features/notifications/queries";
import { changesSince, composeForParty, openOffers, type PartyContext } from "@/features/registration/party-letter";
import { formatList, formatTimeRange, formatWhen } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { env } from "@/platform/env";
import { deriveToken } from "@/platform/security/tokens";
import type { notifications } from "./notifications";

/** What has changed since the party registered, and what is kept for it. */
function news(context: PartyContext): string[] {
  const { t, locale, ticket } = context;
  return [...changesSince(t, locale, ticket.forum.changes, ticket.createdAt), ...openOffers(context)];
}

/** The sessions that a party's people have chosen, with their times, one line each. */
function chosenTimes({ locale, ticket }: PartyContext): string[] {
  const chosen = new Set(ticket.people.flatMap(({ sessions }) => sessions.map(({ id }) => id)));
  return ticket.forum.sessions.flatMap((session) =>
    chosen.has(session.id) ? [`${session.text?.title ?? session.room ?? ""}: ${formatTimeRange(locale, session)}`] : [],
  );
}

/** Tells a party of a session that has another time, and what it has chosen now. */
const tellPart = (words: "sessionMovedText" | "sessionClashesText") => (context: PartyContext) => ({
  subject: context.t("sessionMovedSubject", { title: context.ticket.forum.text.title }),
  text: context.t(words),
  details: [...chosenTimes(context), ...openOffers(context)],
});

/** Announces a forum to somebody who agreed to hear about later ones, with a way to stop that. */
const announce: Compose = async ({ locale, forumId, registrationId }): Promise<Composed | null> => {
  const forum = forumId && (await findForumById(locale, forumId));
  if (!forum || !registrationId || !(takesRegistrations(forum.state) || forum.state === "unopened")) return null;
  const t = await mailWords(locale);
  const { APP_URL } = env();
  const href = `${APP_URL}${routes.forum(locale, forum.slug)}`;
  const token = deriveToken("registration", registrationId);
  const stop = `${t("announcedStop")}: ${APP_URL}${routes.laterForums(locale, token)}`;
  const { title } = forum.text;
  const subject = t("announcedSubject", { title });
  const when = formatWhen(locale, forum);
  const { mail } = composeLetter(subject, {
    locale,
    title,
    titleLocale: forum.text.locale,
    paragraphs: [t("announcedText"), forum.text.summary],
    facts: [
      { label: t("when"), value: when },
      { label: t("where"), value: formatWhere(forum) },
    ],
    link: { href, label: t("openForum") },
    contact: stop,
    why: t("announcedWhy"),
  });
  const unsubscribe = `${APP_URL}${routes.stopLaterForums(locale, token)}`;
  return { mail: { ...mail, unsubscribe }, sms: [subject, when, href, stop].join("\n") };
};

/** What happened, in words. */
interface StaffWords {
  subject: string;
  text: string;
  details?: string[];
}

/** A letter to the people who look after a forum: what has happened to it, and where and when it is. */
async function composeForStaff(
  { locale, forumId }: OutgoingMessage,
  say: (t: MailWords, forum: ForumView) => StaffWords | Promise<StaffWords>,
): Promise<Composed | null> {
  const forum = forumId && (await findForumById(locale, forumId));
  if (!forum) return null;
  const t = await mailWords(locale);
  const { subject, text, details = [] } = await say(t, forum);
  return composeLetter(subject, {
    locale,
    title: forum.text.title,
    titleLocale: forum.text.locale,
    paragraphs: [text, ...details],
    facts: [
      { label: t("when"), value: formatWhen(locale, forum) },
      { label: t("where"), value: formatWhere(forum) },
    ],
    link: { href: `${env().APP_URL}${routes.forum(locale, forum.slug)}`, label: t("openForum") },
    why: t("whyResponsible"),
  });
}

export const letters: Letters<keyof typeof notifications> = {
  reminder_week: (message, now) =>
    composeForParty(message, now, (context) => {
      const { t, ticket } = context;
      const { title } = ticket.forum.text;
      return { subject: t("reminderWeekSubject", { title }), text: t("reminderText"), details: news(context) };
    }),

  reminder_day: (message, now) =>
    composeForParty(message, now, (context) => {
      const { t, ticket } = context;
      const { title } = ticket.forum.text;
      return { subject: t("reminderDaySubject", { title }), text: t("reminderText"), details: news(context) };
    }),

  forum_changed: (message, now) =>
    composeForParty(message, now, (context) => {
      const { t, ticket } = context;
      const { title } = ticket.forum.text;
      return { subject: t("forumChangedSubject", { title }), text: t("forumChangedText"), details: news(context) };
    }),

  programme_changed: (message, now) =>
    composeForParty(message, now, (context) => {
      const { t, ticket } = context;
      const { text, state, sessions } = ticket.forum;
      const chooses = takesRegistrations(state) && choicesOf(sessions).length > 0;
      return {
        subject: t("programmeSubject", { title: text.title }),
        text: t("programmeText"),
        details: [...(chooses ? [t("programmeChoose")] : []), ...openOffers(context)],
      };
    }),

  session_moved: (message, now) => composeForParty(message, now, tellPart("sessionMovedText")),

  session_clashes: (message, now) => composeForParty(message, now, tellPart("sessionClashesText")),

  /** If the session has been left out since, another message says so. */
  staff_session_moved: async (message) => {
    const forum = message.forumId ? await findForumById(message.locale, message.forumId) : null;
    const session = forum?.sessions.find(({ id }) => id === message.subjectId);
    if (!session) return null;
    return composeForStaff(message, (t, { text: { title } }) => ({
      subject: t("staffSessionMovedSubject", { title }),
      text: t("staffSessionMovedText"),
      details: [
        [session.text?.title, formatTimeRange(message.locale, session), session.room].filter(Boolean).join(" · "),
      ],
    }));
  },

  forum_cancelled: (message, now) =>
    composeForParty(message, now, ({ t, ticket }) => {
      const { title } = ticket.forum.text;
      return { subject: t("forumCancelledSubject", { title }), text: t("forumCancelledText"), withdrawn: true };
    }),

  /** Tells of all changes since the last letter, and of interpreters who may not be able to come at the new time. */
  staff_forum_changed: (message) =>
    composeForStaff(message, async (t, forum) => {
      const { locale } = message;
      const { title } = forum.text;
      const unsure = (await listForumLanguages(forum.id)).filter(({ main, state }) => !main && state === "requested");
      const languages = formatList(
        locale,
        unsure.map(({ language }) => SPOKEN_LANGUAGES[language].name),
      );
      return {
        subject: t("staffChangedSubject", { title }),
        text: t("staffChangedText"),
        details: [
          ...changesSince(t, locale, forum.changes, (await findToldBefore(message)) ?? new Date(0)),
          ...(unsure.length > 0 ? [t("staffChangedInterpreters", { languages })] : []),
        ],
      };
    }),

  staff_forum_cancelled: (message) =>
    composeForStaff(message, (t, { text: { title } }) => ({
      subject: t("staffCancelledSubject", { title }),
      text: t("staffCancelledText"),
    })),

  forum_announced: announce,
};
