import "server-only";
import { createTranslator } from "use-intl/core";
import type { ClaimStatus } from "@/features/capacity/rules";
import { forumCalendar } from "@/features/forums/calendar";
import { type ForumChangeView, type ForumView, findForumById } from "@/features/forums/queries";
import { takesRegistrations } from "@/features/forums/rules";
import { listForumLanguages } from "@/features/interpretation/queries";
import type { Compose } from "@/features/notifications/commands";
import { renderEmail } from "@/features/notifications/email-layout";
import { readStandings } from "@/features/notifications/queries";
import { whatToSay } from "@/features/notifications/rules";
import { type AccountTemplate, isAccountTemplate, type NotificationTemplate } from "@/features/notifications/schema";
import { formatDateInSentence, formatDateTimeInSentence, formatList, formatWhen } from "@/i18n/formatting";
import { DEFAULT_LOCALE, isLocale, type Locale } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import { routes } from "@/i18n/routes";
import { isSpokenLanguage, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { isolated } from "@/i18n/typesetting";
import { env } from "@/platform/env";
import { deriveToken } from "@/platform/security/tokens";
import { everHadSeat, findTicketById, getOffer, type OfferView, type TicketView } from "./queries";

/** What parties and a forum's staff are written to about. */
type ForumTemplate = Exclude<NotificationTemplate, AccountTemplate>;

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
  staff_forum_changed: { subject: "staffChangedSubject", text: "staffChangedText" },
  staff_forum_cancelled: { subject: "staffCancelledSubject", text: "staffCancelledText" },
  forum_announced: { subject: "announcedSubject", text: "announcedText" },
} as const satisfies Record<ForumTemplate, { subject: string; text: string }>;

/** The same about a table or the childcare, or part of a family: whoever has a seat has it still. */
const WORDS_FOR_MORE = {
  registration_promoted: { subject: "promotedMoreSubject", text: "promotedMoreText" },
  offer_expired: { subject: "offerExpiredMoreSubject", text: "offerExpiredMoreText" },
} as const;

/** Messages to those who do not come. */
const WITHDRAWN: ReadonlySet<NotificationTemplate> = new Set(["registration_cancelled", "forum_cancelled"]);

const STANDINGS = ["held", "offered", "waiting", "lapsed"] as const satisfies ClaimStatus[];
const STANDING_WORDS = {
  offered: "standingOffered",
  waiting: "standingWaiting",
  lapsed: "standingLapsed",
} as const satisfies Record<Exclude<ClaimStatus, "held">, string>;

async function translator(locale: Locale) {
  return createTranslator({ locale, messages: await loadMessages(locale), namespace: "Mail" });
}
type Translate = Awaited<ReturnType<typeof translator>>;

/** What staff changed since somebody registered, a sentence each. */
function changesSince(t: Translate, locale: Locale, changes: readonly ForumChangeView[], since: Date): string[] {
  return changes.flatMap(({ kind, at, previousStartsAt, previousEndsAt, previousVenue }) => {
    if (at < since) return [];
    if (kind === "time" && previousStartsAt && previousEndsAt)
      return [t("timeChanged", { before: formatWhen(locale, { startsAt: previousStartsAt, endsAt: previousEndsAt }) })];
    if (kind === "programme") return [t("programmeChanged")];
    return kind === "place" ? [t("placeChanged", { before: previousVenue ?? "" })] : [];
  });
}

/** What an offer is of, and for whom, a line each. */
function offerLines(t: Translate, locale: Locale, ticket: TicketView, offer: OfferView): string[] {
  const titles = new Map(ticket.forum.sessions.map(({ id, text }) => [id, text?.title ?? ""]));
  const names = (people: readonly string[]) => formatList(locale, people);
  return [
    ...(offer.seats ? [t("offerSeats", { names: names(offer.seatsFor) })] : []),
    ...offer.sessionIds.map((id) =>
      t("offerTable", { title: titles.get(id) ?? "", names: names(offer.tablesFor[id] ?? []) }),
    ),
    ...(offer.childcare ? [t("offerChildcare")] : []),
  ];
}

/** What is kept for a party until it answers. */
function openOffer(t: Translate, locale: Locale, ticket: TicketView, offer: OfferView): string[] {
  const until = formatDateTimeInSentence(locale, offer.expiresAt);
  return [t("offerKept"), ...offerLines(t, locale, ticket, offer), t("offerUntil", { until })];
}

/** What a message says to a party: its own words, and what belongs to it. `about` is the offer that it is about. */
function wordsFor(t: Translate, locale: Locale, template: ForumTemplate, ticket: TicketView, about: OfferView | null) {
  if (template === "offer_made")
    return { ...WORDS.offer_made, details: about ? openOffer(t, locale, ticket, about) : [] };
  // Whoever has a seat must not think that it is gone, and whoever had one not that a table is another.
  if (template === "offer_expired" && about && ticket.status !== "lapsed")
    return {
      ...WORDS_FOR_MORE.offer_expired,
      details: [...offerLines(t, locale, ticket, about), t("offerExpiredMoreAfter")],
    };
  if (template === "registration_promoted" && about && !about.seats)
    return { ...WORDS_FOR_MORE.registration_promoted, details: offerLines(t, locale, ticket, about) };
  const changed = template === "reminder_week" || template === "reminder_day" || template === "forum_changed";
  return {
    ...WORDS[template],
    details: [
      ...(changed ? changesSince(t, locale, ticket.forum.changes, ticket.createdAt) : []),
      ...(WITHDRAWN.has(template) ? [] : ticket.offers.flatMap((offer) => openOffer(t, locale, ticket, offer))),
    ],
  };
}

interface Fact {
  label: string;
  value: string;
}

/** Who has a seat, a table, childcare, and who waits: what the party has, and apart from it what it does not have yet. */
function whoHasWhat(t: Translate, locale: Locale, ticket: TicketView): { has: Fact[]; lacks: Fact[] } {
  const has: Fact[] = [];
  const lacks: Fact[] = [];
  const names = (people: readonly { name: string }[]) =>
    formatList(
      locale,
      people.map(({ name }) => name),
    );
  for (const seat of STANDINGS) {
    const people = ticket.people.filter((person) => person.seat === seat);
    if (people.length === 0) continue;
    if (seat === "held") has.push({ label: t("people"), value: names(people) });
    else lacks.push({ label: t(STANDING_WORDS[seat]), value: names(people) });
  }
  const add = (label: string, value: string, status: ClaimStatus) => {
    if (status === "held") has.push({ label, value });
    else lacks.push({ label, value: `${value} (${t(STANDING_WORDS[status])})` });
  };
  for (const { id, text } of ticket.forum.sessions)
    for (const status of STANDINGS) {
      const people = ticket.people.filter(({ sessions }) =>
        sessions.some((session) => session.id === id && session.status === status),
      );
      if (people.length > 0) add(t("table"), `${text?.title ?? ""}: ${names(people)}`, status);
    }
  const { status, ages } = ticket.childcare;
  if (status !== "none")
    add(t("childcare"), t("childCount", { count: ages.length, ages: formatList(locale, ages.map(String)) }), status);
  return { has, lacks };
}

/**
 * Composes a message of the outbox from what is true when it is sent, in the language that its people chose last: a letter
 * for mail, with the forum as a calendar file, and a few lines for a text message. Null when it is not true any more.
 */
export const composeMessage = async (message: Parameters<Compose>[0], now = new Date()): ReturnType<Compose> => {
  const written = isLocale(message.locale) ? message.locale : DEFAULT_LOCALE;
  const { forumId, registrationId, subjectId, language } = message;
  if (isAccountTemplate(message.template) || !forumId) return null;
  const [standing] = await readStandings([message], now);
  const template = standing ? whatToSay(message.template, standing) : null;
  if (!template || isAccountTemplate(template)) return null;
  if (template === "staff_forum_changed" || template === "staff_forum_cancelled")
    return composeChangeForStaff(written, template, forumId);
  if (registrationId === null) return composeForStaff(written, template, forumId, language);
  if (template === "forum_announced") return composeAnnouncement(written, forumId, registrationId);
  const first = await findTicketById(written, registrationId);
  if (!first) return null;
  // What is said of an interpreter is said in that language, where the portal speaks it.
  const locale = isLocale(language) ? written : first.messageLocale;
  const ticket = locale === written ? first : await findTicketById(locale, registrationId);
  if (!ticket) return null;
  const t = await translator(locale);
  const { forum } = ticket;
  const words = wordsFor(t, locale, template, ticket, subjectId ? await getOffer(subjectId) : null);
  const named = {
    title: forum.text.title,
    language: isSpokenLanguage(language) ? SPOKEN_LANGUAGES[language].name : "",
    count: 0,
    date: "",
  };
  const href = `${env().APP_URL}${routes.ticket(locale, ticket.token)}`;
  const withdrawn = WITHDRAWN.has(template);
  const answers = template === "offer_made";
  const subject = t(words.subject, named);
  const when = formatWhen(locale, forum);
  const everybody = formatList(
    locale,
    ticket.people.map((person) => person.name),
  );
  const { has, lacks } = withdrawn
    ? { has: [{ label: t("party"), value: everybody }], lacks: [] }
    : whoHasWhat(t, locale, ticket);
  const { html, text } = renderEmail({
    locale,
    greeting: t("hello", { name: ticket.people[0]?.name ?? "" }),
    title: forum.text.title,
    titleLocale: forum.text.locale,
    paragraphs: [t(words.text, named), ...words.details],
    facts: [
      { label: t("code"), value: ticket.code },
      { label: t("when"), value: when },
      { label: t("where"), value: [forum.venueName, forum.address].filter(Boolean).join(", ") },
      ...has,
      ...lacks,
    ],
    link: { href, label: answers ? t("answer") : t("open") },
    contact: `${t("contact")}: ${[forum.contact.name, forum.contact.phone && isolated(locale, forum.contact.phone), forum.contact.email].filter(Boolean).join(", ")}`,
    why: t("why"),
  });
  // A text message is short: of what people have it says what they might not expect.
  const missing =
    ticket.status === "confirmed" && !answers ? lacks.map(({ label, value }) => `${label}: ${value}`) : [];
  return {
    sms: [subject, when, ...words.details, ...missing, `${t("code")}: ${ticket.code}`, href].join("\n"),
    mail: {
      subject,
      locale,
      text,
      html,
      replyTo: { name: forum.contact.name, address: forum.contact.email },
      // Only who has a place gets it into the calendar, and only who had one gets it out again.
      ...((withdrawn ? await everHadSeat(registrationId) : ticket.status === "confirmed") && {
        calendar: calendarOf(t, locale, forum, href, withdrawn, now),
      }),
    },
  };
};

function calendarOf(t: Translate, locale: Locale, forum: ForumView, url: string, withdrawn: boolean, asOf: Date) {
  const method = withdrawn ? ("CANCEL" as const) : ("PUBLISH" as const);
  const content = forumCalendar([forum], {
    locale,
    name: "OmaPolku",
    method,
    cancelledLabel: t("cancelledLabel"),
    urlOf: () => url,
    withdrawn,
    asOf,
  });
  return { method, content };
}

/** Tells of a forum to somebody who agreed to hear about later ones, and still does, with the way to stop that. */
async function composeAnnouncement(locale: Locale, forumId: string, registrationId: string): ReturnType<Compose> {
  const forum = await findForumById(locale, forumId);
  if (!forum || !takesRegistrations(forum.state)) return null;
  const t = await translator(locale);
  const { APP_URL } = env();
  const href = `${APP_URL}${routes.forum(locale, forum.slug)}`;
  const stop = `${t("announcedStop")}: ${APP_URL}${routes.laterForums(locale, deriveToken("registration", registrationId))}`;
  const named = { title: forum.text.title, language: "", count: 0, date: "" };
  const subject = t(WORDS.forum_announced.subject, named);
  const { html, text } = renderEmail({
    locale,
    greeting: null,
    title: forum.text.title,
    titleLocale: forum.text.locale,
    paragraphs: [t(WORDS.forum_announced.text, named), forum.text.summary],
    facts: [
      { label: t("when"), value: formatWhen(locale, forum) },
      { label: t("where"), value: [forum.venueName, forum.address].filter(Boolean).join(", ") },
    ],
    link: { href, label: t("openForum") },
    contact: stop,
    why: t("announcedWhy"),
  });
  return { sms: [subject, formatWhen(locale, forum), href, stop].join("\n"), mail: { subject, locale, text, html } };
}

/** Tells a forum's staff that enough people need a language for an interpreter to be ordered. No names. */
async function composeForStaff(
  locale: Locale,
  template: ForumTemplate,
  forumId: string,
  language: string | null,
): ReturnType<Compose> {
  const forum = await findForumById(locale, forumId);
  if (!forum || !isSpokenLanguage(language)) return null;
  const t = await translator(locale);
  const demand = (await listForumLanguages(forumId)).find((each) => each.language === language);
  const named = {
    title: forum.text.title,
    language: `${SPOKEN_LANGUAGES[language].name}, ${(await loadMessages(locale)).SpokenLanguages[language]}`,
    count: demand?.people ?? 0,
    date: demand ? formatDateInSentence(locale, demand.deadline) : "",
  };
  const words = WORDS[template];
  const subject = t(words.subject, named);
  const { html, text } = renderEmail({
    locale,
    greeting: null,
    title: forum.text.title,
    titleLocale: forum.text.locale,
    paragraphs: [t(words.text, named)],
    facts: [
      { label: t("when"), value: formatWhen(locale, forum) },
      { label: t("where"), value: [forum.venueName, forum.address].filter(Boolean).join(", ") },
    ],
    link: { href: `${env().APP_URL}${routes.forum(locale, forum.slug)}`, label: t("openForum") },
    contact: null,
    why: t("whyStaff"),
  });
  return { sms: subject, mail: { subject, locale, text, html } };
}

/** Tells those who look after a forum what has become of it, and of which interpreters nobody knows yet. */
async function composeChangeForStaff(
  locale: Locale,
  template: "staff_forum_changed" | "staff_forum_cancelled",
  forumId: string,
): ReturnType<Compose> {
  const forum = await findForumById(locale, forumId);
  if (!forum) return null;
  const [t, languages] = await Promise.all([translator(locale), listForumLanguages(forumId)]);
  const { title } = forum.text;
  const last = forum.changes.at(-1)?.at ?? new Date(0);
  const unsure = languages.filter(({ main, state }) => !main && state === "requested");
  const details =
    template === "staff_forum_cancelled"
      ? []
      : [
          ...changesSince(t, locale, forum.changes, last),
          ...(unsure.length === 0
            ? []
            : [
                t("staffChangedInterpreters", {
                  languages: formatList(
                    locale,
                    unsure.map(({ language }) => SPOKEN_LANGUAGES[language].name),
                  ),
                }),
              ]),
        ];
  const subject = t(WORDS[template].subject, { title });
  const { html, text } = renderEmail({
    locale,
    greeting: null,
    title,
    titleLocale: forum.text.locale,
    paragraphs: [t(WORDS[template].text), ...details],
    facts: [
      { label: t("when"), value: formatWhen(locale, forum) },
      { label: t("where"), value: [forum.venueName, forum.address].filter(Boolean).join(", ") },
    ],
    link: { href: `${env().APP_URL}${routes.forum(locale, forum.slug)}`, label: t("openForum") },
    contact: null,
    why: t("whyResponsible"),
  });
  return { sms: subject, mail: { subject, locale, text, html } };
}
