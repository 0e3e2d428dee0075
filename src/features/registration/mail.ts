import "server-only";
import { createTranslator } from "use-intl/core";
import { forumCalendar } from "@/features/forums/calendar";
import { type ForumChange, type ForumPage, loadForumById } from "@/features/forums/queries";
import { takesRegistrations } from "@/features/forums/rules";
import { listLanguages } from "@/features/interpretation/queries";
import type { Compose } from "@/features/messages/commands";
import { layOut } from "@/features/messages/letter";
import { type AccountTemplate, isAccountTemplate, type MessageTemplate } from "@/features/messages/schema";
import { formatDate, formatDateTime, formatList, formatTime } from "@/i18n/formatting";
import { DEFAULT_LOCALE, isLocale, type Locale } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import { isSpokenLanguage, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { env } from "@/platform/env";
import { deriveToken } from "@/platform/security/tokens";
import { agreesToLaterForums, getTicketById, type TicketView } from "./queries";

/** What parties and a forum's staff are written to about. */
type ForumTemplate = Exclude<MessageTemplate, AccountTemplate>;

const WORDS = {
  registration_confirmed: { subject: "confirmedSubject", text: "confirmedText" },
  registration_waiting: { subject: "waitingSubject", text: "waitingText" },
  registration_promoted: { subject: "promotedSubject", text: "promotedText" },
  registration_changed: { subject: "changedSubject", text: "changedText" },
  registration_cancelled: { subject: "cancelledSubject", text: "cancelledText" },
  offer_made: { subject: "offerSubject", text: "offerText" },
  offer_expired: { subject: "offerExpiredSubject", text: "offerExpiredText" },
  reminder_week: { subject: "reminderWeekSubject", text: "reminderText" },
  reminder_day: { subject: "reminderDaySubject", text: "reminderText" },
  forum_changed: { subject: "forumChangedSubject", text: "forumChangedText" },
  forum_cancelled: { subject: "forumCancelledSubject", text: "forumCancelledText" },
  interpretation_confirmed: { subject: "interpretationConfirmedSubject", text: "interpretationConfirmedText" },
  interpretation_not_available: { subject: "interpretationNoneSubject", text: "interpretationNoneText" },
  staff_interpretation_demand: { subject: "demandSubject", text: "demandText" },
  forum_announced: { subject: "announcedSubject", text: "announcedText" },
} as const satisfies Record<ForumTemplate, { subject: string; text: string }>;

async function translator(locale: Locale) {
  return createTranslator({ locale, messages: await loadMessages(locale), namespace: "Mail" });
}
type Translate = Awaited<ReturnType<typeof translator>>;

function whenOf(locale: Locale, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }): string {
  return `${formatDate(locale, startsAt)}, ${formatTime(startsAt)}–${formatTime(endsAt)}`;
}

/** What staff changed since somebody registered, a sentence each. */
function changesSince(t: Translate, locale: Locale, changes: readonly ForumChange[], since: Date): string[] {
  return changes.flatMap(({ kind, at, previousStartsAt, previousEndsAt, previousVenue }) => {
    if (at < since) return [];
    if (kind === "time" && previousStartsAt && previousEndsAt)
      return [t("timeChanged", { before: whenOf(locale, { startsAt: previousStartsAt, endsAt: previousEndsAt }) })];
    return kind === "place" ? [t("placeChanged", { before: previousVenue ?? "" })] : [];
  });
}

/** What a message says to a party beyond its template's own sentence. */
function details(t: Translate, locale: Locale, template: MessageTemplate, ticket: TicketView): string[] {
  if (template === "offer_made") {
    const titles = new Map(ticket.forum.sessions.map(({ id, text }) => [id, text?.title ?? ""]));
    return ticket.offers.flatMap((offer) => [
      ...(offer.seats ? [t("offerSeats")] : []),
      ...offer.sessionIds.map((id) => t("offerTable", { title: titles.get(id) ?? "" })),
      ...(offer.childcare ? [t("offerChildcare")] : []),
      t("offerUntil", { until: formatDateTime(locale, offer.expiresAt) }),
    ]);
  }
  if (template === "reminder_week" || template === "reminder_day" || template === "forum_changed")
    return changesSince(t, locale, ticket.forum.changes, ticket.createdAt);
  if (template === "registration_confirmed" || template === "registration_changed")
    return ticket.status === "confirmed" && ticket.childcare.status === "waiting" ? [t("childcareWaiting")] : [];
  return [];
}

/**
 * Composes a message of the outbox, in the language its people chose, from what is true when it is sent: a letter for mail,
 * with the forum as a calendar file, and a few lines for a text message. Null when there is nothing left to say.
 */
export const composeMessage: Compose = async (message) => {
  const locale = isLocale(message.locale) ? message.locale : DEFAULT_LOCALE;
  const { template, forumId } = message;
  if (isAccountTemplate(template) || !forumId) return null;
  if (message.registrationId === null) return composeForStaff(locale, template, forumId, message.language);
  if (template === "forum_announced") return composeAnnouncement(locale, forumId, message.registrationId);
  const ticket = await getTicketById(locale, message.registrationId);
  if (!ticket) return null;
  // An offer that has been answered or has ended is not worth a message any more.
  if (template === "offer_made" && ticket.offers.length === 0) return null;
  const t = await translator(locale);
  const { forum } = ticket;
  const words = WORDS[template];
  const named = {
    title: forum.text.title,
    language: isSpokenLanguage(message.language) ? SPOKEN_LANGUAGES[message.language].name : "",
    count: 0,
    date: "",
  };
  const href = `${env().APP_URL}/${locale}/registrations/${ticket.token}`;
  const withdrawn = template === "registration_cancelled" || template === "forum_cancelled";
  const answers = template === "offer_made";
  const subject = t(words.subject, named);
  const when = whenOf(locale, forum);
  const { html, text } = layOut({
    locale,
    greeting: t("hello", { name: ticket.people[0]?.name ?? "" }),
    title: forum.text.title,
    titleLocale: forum.text.locale,
    paragraphs: [t(words.text, named), ...details(t, locale, template, ticket)],
    facts: [
      { label: t("code"), value: ticket.code },
      { label: t("when"), value: when },
      { label: t("where"), value: [forum.venueName, forum.address].filter(Boolean).join(", ") },
      {
        label: t("people"),
        value: formatList(
          locale,
          ticket.people.map((person) => person.name),
        ),
      },
    ],
    link: { href, label: answers ? t("answer") : t("open") },
    contact: `${t("contact")}: ${[forum.contact.name, forum.contact.phone, forum.contact.email].filter(Boolean).join(", ")}`,
    why: t("why"),
  });
  return {
    sms: [subject, when, ...details(t, locale, template, ticket), `${t("code")}: ${ticket.code}`, href].join("\n"),
    mail: {
      subject,
      locale,
      text,
      html,
      replyTo: { name: forum.contact.name, address: forum.contact.email },
      // Only who has a place gets it into the calendar, and only who had one gets it out again.
      ...((ticket.status === "confirmed" || withdrawn) && {
        calendar: calendarOf(t, locale, ticket, forum, href, withdrawn),
      }),
    },
  };
};

function calendarOf(
  t: Translate,
  locale: Locale,
  ticket: TicketView,
  forum: ForumPage,
  url: string,
  withdrawn: boolean,
) {
  const method = withdrawn ? ("CANCEL" as const) : ("PUBLISH" as const);
  const content = forumCalendar([forum], {
    locale,
    name: "OmaPolku",
    method,
    cancelledLabel: t("cancelledLabel"),
    urlOf: () => url,
    withdrawn,
    sequence: ticket.revision + forum.changes.length,
  });
  return { method, content };
}

/** Tells of a forum to somebody who agreed to hear about later ones, and still does, with the way to stop that. */
async function composeAnnouncement(locale: Locale, forumId: string, registrationId: string): ReturnType<Compose> {
  if (!(await agreesToLaterForums(registrationId))) return null;
  const forum = await loadForumById(locale, forumId);
  if (!forum || !takesRegistrations(forum.state)) return null;
  const t = await translator(locale);
  const { APP_URL } = env();
  const href = `${APP_URL}/${locale}/forums/${forum.slug}`;
  const stop = `${t("announcedStop")}: ${APP_URL}/${locale}/later-forums/${deriveToken("registration", registrationId)}`;
  const named = { title: forum.text.title, language: "", count: 0, date: "" };
  const subject = t(WORDS.forum_announced.subject, named);
  const { html, text } = layOut({
    locale,
    greeting: null,
    title: forum.text.title,
    titleLocale: forum.text.locale,
    paragraphs: [t(WORDS.forum_announced.text, named), forum.text.summary],
    facts: [
      { label: t("when"), value: whenOf(locale, forum) },
      { label: t("where"), value: [forum.venueName, forum.address].filter(Boolean).join(", ") },
    ],
    link: { href, label: t("openForum") },
    contact: stop,
    why: t("announcedWhy"),
  });
  return { sms: [subject, whenOf(locale, forum), href, stop].join("\n"), mail: { subject, locale, text, html } };
}

/** Tells a forum's staff that enough people need a language for an interpreter to be ordered. No names. */
async function composeForStaff(
  locale: Locale,
  template: ForumTemplate,
  forumId: string,
  language: string | null,
): ReturnType<Compose> {
  const forum = await loadForumById(locale, forumId);
  if (!forum || !isSpokenLanguage(language)) return null;
  const t = await translator(locale);
  const demand = (await listLanguages(forumId)).find((each) => each.language === language);
  const named = {
    title: forum.text.title,
    language: SPOKEN_LANGUAGES[language].name,
    count: demand?.people ?? 0,
    date: demand ? formatDate(locale, demand.deadline) : "",
  };
  const words = WORDS[template];
  const subject = t(words.subject, named);
  const { html, text } = layOut({
    locale,
    greeting: null,
    title: forum.text.title,
    titleLocale: forum.text.locale,
    paragraphs: [t(words.text, named)],
    facts: [
      { label: t("when"), value: whenOf(locale, forum) },
      { label: t("where"), value: [forum.venueName, forum.address].filter(Boolean).join(", ") },
    ],
    link: { href: `${env().APP_URL}/${locale}/forums/${forum.slug}`, label: t("openForum") },
    contact: null,
    why: t("whyStaff"),
  });
  return { sms: subject, mail: { subject, locale, text, html } };
}
