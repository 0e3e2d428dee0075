import "server-only";
import { PUBLISHED_EDITIONS } from "@/features/content/queries";
import { textFor } from "@/features/content/rules";
import type { LeadGroup } from "@/features/groups/policy";
import { isLocale, type Locale } from "@/i18n/locales";
import { db } from "@/platform/db/client";
import { deriveToken } from "@/platform/security/tokens";
import type { Words } from "./rules";

/** A message as those who lead the group look back at it: to how many it went, never to whom. */
export interface SentMessage {
  id: string;
  language: string;
  words: Words;
  told: number;
  sentAt: Date;
  /** Null once their account is gone. */
  by: string | null;
}

/** The messages on the page that writes them. */
const SHOWN = 10;

/** The last messages to all members of a group, latest first. */
export async function listSentMessages({ subject: { groupId } }: LeadGroup): Promise<SentMessage[]> {
  const rows = await db().groupMessage.findMany({
    where: { groupId },
    include: { byUser: { select: { name: true, email: true } } },
    orderBy: [{ sentAt: "desc" }, { id: "desc" }],
    take: SHOWN,
  });
  return rows.map(({ id, language, words, told, sentAt, byUser }) => ({
    ...{ id, language, words: words as Words, told, sentAt },
    by: byUser && (byUser.name ?? byUser.email),
  }));
}

/**
 * For the letter to a member: who they are, their group as its people know it, and the meeting or message that it is about. Null if
 * they are gone, or what it is about is.
 */
export async function findMemberLetter(
  { groupMemberId, subjectId }: { groupMemberId: string; subjectId: string },
  written: Locale,
) {
  const member = await db().groupMember.findUnique({
    where: { id: groupMemberId, anonymisedAt: null },
    include: {
      group: {
        include: {
          editions: PUBLISHED_EDITIONS,
          meetings: { where: { id: subjectId } },
          messages: { where: { id: subjectId } },
        },
      },
    },
  });
  if (!member) return null;
  const { id, linkNumber, group, name, messageLocale } = member;
  const locale = isLocale(messageLocale) ? messageLocale : written;
  const text = textFor("group", group.editions, locale);
  const [meeting] = group.meetings;
  const [message] = group.messages;
  if (!text) return null;
  const { municipalityKey, district, placeName, address, onlineUrl, contactName, contactPhone, contactEmail } = group;
  return {
    ...{ name, locale, text, contactName, contactPhone, contactEmail },
    token: deriveToken("group-member", id, linkNumber),
    where:
      municipalityKey === "online" ? onlineUrl : [placeName, address ?? district].filter(Boolean).join(", ") || null,
    meeting: meeting ?? null,
    message: message ? { language: message.language, words: message.words as Words } : null,
  };
}

export type MemberLetter = NonNullable<Awaited<ReturnType<typeof findMemberLetter>>>;
