import "server-only";
import type { ClaimStatus } from "@/features/capacity/rules";
import { forumCalendar } from "@/features/forums/calendar";
import type { ForumView } from "@/features/forums/queries";
import { formatWhere } from "@/features/forums/rules";
import {
  type Composed,
  composeLetter,
  type MailWords,
  mailWords,
  type OutgoingMessage,
  renderEmail,
} from "@/features/notifications/letter";
import { formatDateTimeInSentence, formatList, formatWhen } from "@/i18n/formatting";
import { isLocale, type Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { isolated } from "@/i18n/typesetting";
import { env } from "@/platform/env";
import { everHadSeat, findTicketById, type OfferView, type TicketView } from "./queries";

// The layout of every message to a party, whichever feature causes it: what happened, in that feature's words, then the
// forum, who has what and who waits, the link, whom to ask, and the forum as a calendar file.

const STANDINGS = ["held", "offered", "waiting", "lapsed"] as const satisfies ClaimStatus[];
const STANDING_WORDS = {
  offered: "standingOffered",
  waiting: "standingWaiting",
  lapsed: "standingLapsed",
} as const satisfies Record<Exclude<ClaimStatus, "held">, string>;

/** What staff changed since an instant, e.g. since somebody registered; one sentence each. */
export function changesSince(t: MailWords, locale: Locale, changes: ForumView["changes"], since: Date): string[] {
  return changes.flatMap(({ kind, at, previousStartsAt, previousEndsAt, previousVenue }) => {
    if (at < since) return [];
    if (kind === "time" && previousStartsAt && previousEndsAt)
      return [t("timeChanged", { before: formatWhen(locale, { startsAt: previousStartsAt, endsAt: previousEndsAt }) })];
    if (kind === "programme") return [t("programmeChanged")];
    return kind === "place" ? [t("placeChanged", { before: previousVenue ?? "" })] : [];
  });
}

/** What an offer contains and for whom, one line each. */
export function offerLines({ t, locale, ticket }: PartyContext, offer: OfferView): string[] {
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

/** One open offer of a party, in words. */
export function openOffer(context: PartyContext, offer: OfferView): string[] {
  const { t, locale } = context;
  const until = formatDateTimeInSentence(locale, offer.expiresAt);
  return [t("offerKept"), ...offerLines(context, offer), t("offerUntil", { until })];
}

/** All open offers of a party, in words. */
export function openOffers(context: PartyContext): string[] {
  return context.ticket.offers.flatMap((offer) => openOffer(context, offer));
}

interface Fact {
  label: string;
  value: string;
}

/** Who has a seat, a table and childcare, and who waits: first what the party has, then what it does not have yet. */
function whoHasWhat(t: MailWords, locale: Locale, ticket: TicketView): { has: Fact[]; lacks: Fact[] } {
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

/** The data of a party's letter. */
export interface PartyContext {
  /** The texts that all letters share, in the party's language. */
  t: MailWords;
  locale: Locale;
  ticket: TicketView;
}

/** What happened, in words. */
interface PartyWords {
  subject: string;
  text: string;
  /** Details, one paragraph each. */
  details?: string[];
  /** They no longer come: the letter names the forum, removes it from their calendar, and says no more. */
  withdrawn?: boolean;
  /** The letter asks them something, and its button leads to the answer. */
  asks?: boolean;
}

/**
 * Composes a message to a party in the language it chose last, from the state at `now`; `say` words what happened. A
 * message about an interpreter is in that language if the portal speaks it. Null for a party that is gone.
 */
export async function composeForParty(
  { locale: written, registrationId, language }: OutgoingMessage,
  now: Date,
  say: (context: PartyContext) => PartyWords | Promise<PartyWords>,
): Promise<Composed | null> {
  const first = registrationId && (await findTicketById(written, registrationId));
  if (!first) return null;
  const locale = isLocale(language) ? written : first.messageLocale;
  const ticket = locale === written ? first : await findTicketById(locale, registrationId);
  if (!ticket) return null;
  const t = await mailWords(locale);
  const { forum } = ticket;
  const { subject, text: happened, details = [], withdrawn = false, asks = false } = await say({ t, locale, ticket });
  const href = `${env().APP_URL}${routes.ticket(locale, ticket.token)}`;
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
    paragraphs: [happened, ...details],
    facts: [
      { label: t("code"), value: ticket.code },
      { label: t("when"), value: when },
      { label: t("where"), value: formatWhere(forum) },
      ...has,
      ...lacks,
    ],
    link: { href, label: asks ? t("answer") : t("open") },
    contact: contactLine(t, locale, forum),
    why: t("why"),
  });
  // A text message is short: it mentions only what people might not expect.
  const missing = ticket.status === "confirmed" && !asks ? lacks.map(({ label, value }) => `${label}: ${value}`) : [];
  return {
    sms: [subject, when, ...details, ...missing, `${t("code")}: ${ticket.code}`, href].join("\n"),
    mail: {
      subject,
      locale,
      text,
      html,
      replyTo: { name: forum.contact.name, address: forum.contact.email },
      // Only parties with a place get the calendar entry, and only parties that had one get it removed.
      ...((withdrawn ? await everHadSeat(registrationId) : ticket.status === "confirmed") && {
        calendar: calendarOf(t, locale, forum, href, withdrawn, now),
      }),
    },
  };
}

/**
 * Composes the message to an address that a party has given up: its messages now go elsewhere. The reader may be a
 * stranger, if the address was a mistake, or an owner who lost control of the link. So it names the forum and whom to
 * ask, but no people, code or link.
 */
export async function composeForFormerAddress({
  locale: written,
  registrationId,
}: OutgoingMessage): Promise<Composed | null> {
  const first = registrationId && (await findTicketById(written, registrationId));
  if (!first) return null;
  const locale = first.messageLocale;
  const ticket = locale === written ? first : await findTicketById(locale, registrationId);
  if (!ticket) return null;
  const t = await mailWords(locale);
  const { forum } = ticket;
  const { name, phone, email } = forum.contact;
  const subject = t("addressChangedSubject", { title: forum.text.title });
  const { mail } = composeLetter(subject, {
    locale,
    title: forum.text.title,
    titleLocale: forum.text.locale,
    paragraphs: [t("addressChangedText"), t("addressChangedAsk")],
    facts: [{ label: t("when"), value: formatWhen(locale, forum) }],
    contact: contactLine(t, locale, forum),
    why: t("whyFormerAddress"),
  });
  return {
    mail: { ...mail, replyTo: { name, address: email } },
    sms: [subject, t("addressChangedText"), `${t("addressChangedAsk")} ${phone ?? email}`].join("\n"),
  };
}

function contactLine(t: MailWords, locale: Locale, { contact: { name, phone, email } }: ForumView): string {
  return `${t("contact")}: ${[name, phone && isolated(locale, phone), email].filter(Boolean).join(", ")}`;
}

function calendarOf(t: MailWords, locale: Locale, forum: ForumView, url: string, withdrawn: boolean, asOf: Date) {
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
