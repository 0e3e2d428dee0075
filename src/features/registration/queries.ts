import "server-only";
import { type ForumPage, loadForum } from "@/features/forums/queries";
import { isLocale, type Locale } from "@/i18n/locales";
import { isSpokenLanguage, type SpokenLanguage } from "@/i18n/spoken-languages";
import { db } from "@/platform/db/client";
import { deriveToken, hashToken } from "@/platform/security/tokens";
import type { CONTACT_WAYS, ROLES } from "./schema";

interface PersonView {
  name: string;
  role: (typeof ROLES)[number];
  language: SpokenLanguage;
  interpretation: boolean;
}

/** A registration as its own people see it. */
export interface TicketView {
  id: string;
  token: string;
  code: string;
  status: "confirmed" | "waiting" | "cancelled";
  /** Place in the waiting list, counted from 1; null when not waiting. */
  waitingPosition: number | null;
  childcare: { status: "none" | "confirmed" | "waiting"; ages: number[] };
  people: PersonView[];
  phone: string | null;
  email: string | null;
  keepsScreenshot: boolean;
  messageLocale: Locale;
  contactWay: (typeof CONTACT_WAYS)[number];
  revision: number;
  forum: ForumPage;
}

/** The registration that a link's token opens, in the words of a page language; null for any token that opens none. */
export async function getTicket(locale: Locale, token: string): Promise<TicketView | null> {
  if (!/^[\w-]{27}$/.test(token)) return null;
  return loadTicket(locale, { tokenHash: hashToken(token) });
}

/** The same by id, for composing messages. */
export async function getTicketById(locale: Locale, id: string): Promise<TicketView | null> {
  return loadTicket(locale, { id });
}

async function loadTicket(
  locale: Locale,
  where: { tokenHash: Buffer<ArrayBuffer> } | { id: string },
): Promise<TicketView | null> {
  const row = await db().registration.findUnique({
    where,
    include: { participants: { orderBy: { position: "asc" } }, forum: { select: { slug: true } } },
  });
  // What has been anonymised is nobody's ticket any more.
  const forum = row && !row.anonymisedAt && (await loadForum(locale, row.forum.slug));
  if (!forum) return null;
  const ahead =
    row.status === "waiting"
      ? await db().registration.count({
          where: { forumId: row.forumId, status: "waiting", arrival: { lt: row.arrival } },
        })
      : null;
  return {
    id: row.id,
    token: deriveToken("registration", row.id),
    code: row.code,
    status: row.status,
    waitingPosition: ahead === null ? null : ahead + 1,
    childcare: { status: row.childcareStatus, ages: row.childcareAges },
    people: row.participants.map((person) => ({
      name: person.name,
      role: person.role,
      language: isSpokenLanguage(person.spokenLanguage) ? person.spokenLanguage : "fi",
      interpretation: person.needsInterpretation,
    })),
    phone: row.phone,
    email: row.email,
    keepsScreenshot: row.keepsScreenshot,
    messageLocale: isLocale(row.messageLocale) ? row.messageLocale : locale,
    contactWay: row.contactWay,
    revision: row.revision,
    forum,
  };
}
