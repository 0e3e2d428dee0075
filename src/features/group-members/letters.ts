import "server-only";
import { createTranslator } from "use-intl/core";
import { findGroupForMembers } from "@/features/groups/queries";
import {
  type Composed,
  composeLetter,
  type Letters,
  mailWords,
  type OutgoingMessage,
  renderEmail,
} from "@/features/notifications/letter";
import { formatDateInSentence, formatWhen } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import { routes } from "@/i18n/routes";
import { isolated } from "@/i18n/typesetting";
import { env } from "@/platform/env";
import { deriveToken } from "@/platform/security/tokens";
import type { notifications } from "./notifications";
import { countRequests, findMemberById, findUnanswered, type OwnMemberView } from "./queries";

const groupWords = async (locale: Locale) =>
  createTranslator({ locale, messages: await loadMessages(locale), namespace: "GroupMail" });
type GroupWords = Awaited<ReturnType<typeof groupWords>>;

const tokenOf = ({ id, linkNumber }: { id: string; linkNumber: number }) => deriveToken("group-member", id, linkNumber);

/** What a letter to somebody in a group is made of. */
interface MemberContext {
  /** The words of letters of groups, in their language. */
  t: GroupWords;
  locale: Locale;
  member: OwnMemberView;
}

/** What happened, in words. */
interface MemberWords {
  subject: string;
  /** One paragraph each. */
  paragraphs: string[];
  /** Says when and where the group meets next, as far as they may know. */
  meeting?: boolean;
}

/** When and where a group meets next. The place and the link are there only for members. */
function meetingFacts({ t, locale, member: { group } }: MemberContext) {
  const { next, inside } = group;
  const place = inside ? [inside.placeName, inside.address].filter(Boolean).join(", ") : "";
  return [
    ...(next ? [{ label: t("nextMeeting"), value: formatWhen(locale, next) }] : []),
    ...(place ? [{ label: t("place"), value: place }] : []),
    ...(inside?.onlineUrl ? [{ label: t("online"), value: inside.onlineUrl }] : []),
  ];
}

/** Composes a message to somebody in a group in the language that they chose last. Null for those who are gone. */
async function composeForMember(
  { locale: written, groupMemberId }: OutgoingMessage,
  now: Date,
  say: (context: MemberContext) => MemberWords,
): Promise<Composed | null> {
  const first = groupMemberId && (await findMemberById(written, groupMemberId, tokenOf, now));
  if (!first) return null;
  const locale = first.messageLocale;
  const member = locale === written ? first : await findMemberById(locale, groupMemberId, tokenOf, now);
  if (!member) return null;
  const [t, common] = await Promise.all([groupWords(locale), mailWords(locale)]);
  const context = { t, locale, member };
  const { subject, paragraphs, meeting = false } = say(context);
  const facts = meeting ? meetingFacts(context) : [];
  const { group } = member;
  const href = `${env().APP_URL}${routes.member(locale, member.token)}`;
  const { html, text } = renderEmail({
    locale,
    greeting: common("hello", { name: member.name }),
    title: group.text.title,
    titleLocale: group.text.locale,
    paragraphs,
    facts,
    link: { href, label: t("open") },
    contact: contactLine(common("contact"), locale, group.contact),
    why: t("why"),
  });
  return {
    sms: [subject, ...facts.map(({ value }) => value), href].join("\n"),
    mail: { subject, locale, text, html, replyTo: { name: group.contact.name, address: group.contact.email } },
  };
}

function contactLine(label: string, locale: Locale, contact: OwnMemberView["group"]["contact"]): string {
  const { name, phone, email } = contact;
  return `${label}: ${[name, phone && isolated(locale, phone), email].filter(Boolean).join(", ")}`;
}

/**
 * Composes the message to an address that somebody has given up. The reader may be a stranger, or an owner who lost control of the
 * link: it names the group and whom to ask, but no person and no link.
 */
async function composeForFormerAddress({ locale: written, groupMemberId }: OutgoingMessage, now: Date) {
  const first = groupMemberId && (await findMemberById(written, groupMemberId, tokenOf, now));
  if (!first) return null;
  const locale = first.messageLocale;
  const [t, common, group] = await Promise.all([
    groupWords(locale),
    mailWords(locale),
    findGroupForMembers(locale, first.group.id, { inside: false }, now),
  ]);
  if (!group) return null;
  const { name, phone, email } = group.contact;
  const subject = t("formerSubject", { title: group.text.title });
  const { mail } = composeLetter(subject, {
    locale,
    title: group.text.title,
    titleLocale: group.text.locale,
    paragraphs: [t("formerText"), t("formerAsk")],
    contact: contactLine(common("contact"), locale, group.contact),
    why: t("whyFormer"),
  });
  return {
    mail: { ...mail, replyTo: { name, address: email } },
    sms: [subject, t("formerText"), `${t("formerAsk")} ${phone ?? email}`].join("\n"),
  };
}

/** Composes a message to those who lead a group. It names nobody. Null if there is nothing left to tell. */
async function composeForLeaders(
  { locale, groupId }: OutgoingMessage,
  now: Date,
  say: (t: GroupWords, title: string, groupId: string) => Promise<{ subject: string; text: string } | null>,
): Promise<Composed | null> {
  const group = groupId && (await findGroupForMembers(locale, groupId, { inside: false }, now));
  if (!group) return null;
  const t = await groupWords(locale);
  const words = await say(t, group.text.title, groupId);
  if (!words) return null;
  return composeLetter(words.subject, {
    locale,
    title: group.text.title,
    titleLocale: group.text.locale,
    paragraphs: [words.text],
    link: { href: `${env().APP_URL}${routes.groupRequests(locale, group.slug)}`, label: t("staffOpen") },
    why: t("whyStaff"),
  });
}

/** A letter that says one thing. */
const plain =
  (say: (t: GroupWords, title: string) => [subject: string, text: string]) =>
  ({ t, member }: MemberContext): MemberWords => {
    const [subject, text] = say(t, member.group.text.title);
    return { subject, paragraphs: [text] };
  };

export const letters: Letters<keyof typeof notifications> = {
  group_asked: (message, now) =>
    composeForMember(
      message,
      now,
      plain((t, title) => [t("askedSubject", { title }), t("askedText")]),
    ),
  group_waiting: (message, now) =>
    composeForMember(
      message,
      now,
      plain((t, title) => [t("waitingSubject", { title }), t("waitingText")]),
    ),
  group_left: (message, now) =>
    composeForMember(
      message,
      now,
      plain((t, title) => [t("leftSubject", { title }), t("leftText")]),
    ),
  group_removed: (message, now) =>
    composeForMember(
      message,
      now,
      plain((t, title) => [t("removedSubject", { title }), t("removedText")]),
    ),
  group_contact_changed: (message, now) =>
    composeForMember(
      message,
      now,
      plain((t, title) => [t("contactSubject", { title }), t("contactText")]),
    ),
  group_link_renewed: (message, now) =>
    composeForMember(
      message,
      now,
      plain((t, title) => [t("linkSubject", { title }), t("linkText")]),
    ),

  group_welcomed: (message, now) =>
    composeForMember(message, now, ({ t, member }) => ({
      subject: t("welcomedSubject", { title: member.group.text.title }),
      paragraphs: [t("welcomedText")],
      meeting: true,
    })),

  group_pointed: (message, now) =>
    composeForMember(message, now, ({ t, member }) => ({
      subject: t("pointedSubject", { title: member.group.text.title }),
      paragraphs: [
        t("pointedText"),
        ...(member.pointedTo ? [t("pointedOther", { other: member.pointedTo.title })] : []),
      ],
    })),

  group_address_changed: composeForFormerAddress,

  staff_group_asked: (message, now) =>
    composeForLeaders(message, now, async (t, title, groupId) => {
      const count = await countRequests(groupId);
      return count === 0 ? null : { subject: t("staffAskedSubject", { title }), text: t("staffAskedText", { count }) };
    }),

  staff_group_unanswered: (message, now) =>
    composeForLeaders(message, now, async (t, title, groupId) => {
      const found = await findUnanswered(groupId, now);
      if (!found) return null;
      const date = formatDateInSentence(message.locale, found.from);
      return {
        subject: t("staffUnansweredSubject", { title }),
        text: t("staffUnansweredText", { count: found.count, date }),
      };
    }),
};
