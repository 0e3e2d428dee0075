import "server-only";
import { cache } from "react";
import { hasRole, Permit } from "@/features/access/policy";
import type { OpenWorkspace } from "@/features/accounts/policy";
import { canWriteText, type WriteText } from "@/features/content/policy";
import { findTextAtWork, listTextIds, PUBLISHED_EDITIONS, type TextAtWork } from "@/features/content/queries";
import { textFor, type Words } from "@/features/content/rules";
import { findVenuePlace } from "@/features/forums/queries";
import type { ForumKind } from "@/features/forums/schema";
import { orderDeadline } from "@/features/interpretation/rules";
import { type ClashView, listClashes } from "@/features/year-calendar/queries";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import { isMunicipality, swedishNameOf } from "@/i18n/municipalities";
import { isSpokenLanguage } from "@/i18n/spoken-languages";
import { db, type Tx } from "@/platform/db/client";
import type { ForumLanguage } from "@/platform/db/generated/client";
import places from "./flags/places.json";
import { flagText, placeWords, type Stretch } from "./flags/rules";
import type { CloseForum, CopyForum, PlanForum } from "./policy";
import { checkPlan, type Finding, type Named, type PlanFacts, timesOn } from "./rules";

/** Spellings of municipalities in languages with Arabic script. */
const WRITTEN_OTHERWISE: Readonly<Record<string, string[]>> = places;

/** A forum, or a draft, as its planners see it. */
export interface PlanView extends PlanFacts {
  status: "draft" | "published" | "cancelled";
  kind: ForumKind;
  /** The published title in the language of its original. */
  title: string;
  venueId: string;
  venueSlug: string;
  capacity: number | null;
  childcareCapacity: number | null;
  servesMeal: boolean;
  arrangesAccess: boolean;
  contactPhone: string | null;
  contactLocale: string;
}

/** A forum's languages as its plan has them. */
function languagesOf(startsAt: Date, rows: readonly ForumLanguage[]): PlanFacts["languages"] {
  return rows.flatMap(({ language, main, state, deadlineAt }) =>
    isSpokenLanguage(language)
      ? [{ language, main, state, deadline: orderDeadline(startsAt, language, deadlineAt) }]
      : [],
  );
}

/** A forum's plan, with texts in the best language for a reader; null if it no longer exists. */
export async function findPlan(permit: PlanForum, locale: Locale, transaction?: Tx): Promise<PlanView | null> {
  const client = transaction ?? db();
  const texts = {
    select: { sourceLanguage: true, editions: { select: { language: true, latest: true, published: true } } },
  };
  const row = await client.forum.findUnique({
    where: { id: permit.subject.forumId },
    include: {
      languages: { orderBy: { language: "asc" } },
      editions: PUBLISHED_EDITIONS,
      content: texts,
      venue: { include: { editions: PUBLISHED_EDITIONS } },
      sessions: {
        include: {
          editions: PUBLISHED_EDITIONS,
          content: texts,
          responsibilities: { select: { userId: true } },
        },
        orderBy: [{ startsAt: "asc" }, { position: "asc" }],
      },
    },
  });
  if (!row) return null;
  const titleOf = (session: (typeof row.sessions)[number]): Named | null => {
    const text = textFor("session", session.editions, locale);
    return text?.words.title ? { text: text.words.title, language: text.locale } : null;
  };
  const shown = textFor("forum", row.editions, locale);
  const title: Named = { text: shown?.words.title ?? row.slug, language: shown?.locale ?? "fi" };
  const original = row.editions.find(({ state }) => state === "original")?.fields as { title?: string } | undefined;
  const isUnseen = (content: (typeof row)["content"]) =>
    content?.editions.some(
      ({ language, latest, published }) => language === content.sourceLanguage && published !== latest,
    );
  return {
    status: row.status,
    kind: row.kind,
    title: original?.title ?? title.text,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    registrationOpensAt: row.registrationOpensAt,
    registrationClosesAt: row.registrationClosesAt,
    online: row.venue.online,
    onlineUrl: row.onlineUrl,
    venueId: row.venueId,
    venueSlug: row.venue.slug,
    venueExplained: textFor("venue", row.venue.editions, locale) !== undefined,
    capacity: row.capacity,
    childcareCapacity: row.childcareCapacity,
    servesMeal: row.servesMeal,
    arrangesAccess: row.arrangesAccess,
    contactName: row.contactName,
    contactEmail: row.contactEmail,
    contactPhone: row.contactPhone,
    contactLocale: row.contactLocale,
    languages: languagesOf(row.startsAt, row.languages),
    flagged:
      row.status === "draft"
        ? (await listFlags(permit, transaction)).map(({ title: text, sourceLanguage: language }) => ({
            text,
            language,
          }))
        : [],
    untranslated: LOCALE_CODES.filter((code) => !row.editions.some(({ language }) => language === code)),
    unseen: [
      ...(isUnseen(row.content) ? [title] : []),
      ...row.sessions.flatMap((session) =>
        isUnseen(session.content) ? [titleOf(session) ?? { text: "–", language: "fi" }] : [],
      ),
    ],
    sessions: row.sessions.map((session) => ({
      id: session.id,
      title: titleOf(session),
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      room: session.room,
      hosts: session.responsibilities.map(({ userId }) => userId),
    })),
  };
}

/** What the log needs of a forum that a command changes. Leaves out its texts, which take long to read through. */
export async function findWritten(
  { subject: { forumId } }: PlanForum,
  tx: Tx,
): Promise<Pick<PlanView, "kind" | "venueId" | "venueSlug" | "languages"> | null> {
  const row = await tx.forum.findUnique({
    where: { id: forumId },
    select: {
      ...{ kind: true, startsAt: true, venueId: true },
      venue: { select: { slug: true } },
      languages: { orderBy: { language: "asc" } },
    },
  });
  return (
    row && {
      kind: row.kind,
      venueId: row.venueId,
      venueSlug: row.venue.slug,
      languages: languagesOf(row.startsAt, row.languages),
    }
  );
}

/** A copied text in the languages in which it names dates or places that nobody has looked at. */
export interface FlaggedText {
  itemId: string;
  title: string;
  sourceLanguage: string;
  languages: {
    language: string;
    revision: number;
    /** The paragraphs with a flagged sentence, each split into sentences. */
    paragraphs: Stretch[][];
  }[];
}

/**
 * The copied texts of a forum that somebody must still look at, the forum's own first, as they would be published. A
 * text changed since is flagged again if it names a date or a place.
 */
export async function listFlags({ subject: { forumId } }: PlanForum, client?: Tx): Promise<FlaggedText[]> {
  return client ? readFlags(forumId, client) : flagsOfRequest(forumId);
}

/** A page's checklist and its section of flags need the same. */
const flagsOfRequest = cache((forumId: string) => readFlags(forumId, db()));

async function readFlags(forumId: string, client: Tx): Promise<FlaggedText[]> {
  const rows = await client.copiedText.findMany({
    where: { itemId: { in: await listTextIds({ id: forumId }, client) } },
    select: {
      ...{ itemId: true, language: true, seen: true },
      item: {
        select: {
          ...{ sourceLanguage: true, forumId: true },
          editions: {
            where: { published: { not: null } },
            select: { language: true, fields: true, published: true, title: true },
          },
          session: { select: { startsAt: true, position: true } },
        },
      },
    },
    orderBy: { language: "asc" },
  });
  if (rows.length === 0) return [];
  const venues = await client.venue.findMany({
    select: { name: true, streetAddress: true, municipality: true, municipalityKey: true },
  });
  const places = placeWords(
    venues.flatMap(({ name, streetAddress, municipality, municipalityKey }) => [
      ...[name, streetAddress ?? "", municipality ?? ""],
      ...(isMunicipality(municipalityKey) ? [swedishNameOf(municipalityKey)] : []),
      ...(WRITTEN_OTHERWISE[municipalityKey] ?? []),
    ]),
  );
  const when = ({ item }: (typeof rows)[number]) => (item.forumId ? -1 : (item.session?.startsAt.getTime() ?? 0));
  const found = new Map<string, FlaggedText>();
  const inOrder = rows.toSorted(
    (a, b) => when(a) - when(b) || (a.item.session?.position ?? 0) - (b.item.session?.position ?? 0),
  );
  for (const { itemId, language, seen, item } of inOrder) {
    const edition = item.editions.find((one) => one.language === language);
    if (!edition?.published || edition.published === seen) continue;
    const paragraphs = Object.values(edition.fields as Words)
      .flatMap((text) => flagText(text, language, places))
      .filter((sentences) => sentences.some(({ flagged }) => flagged));
    if (paragraphs.length === 0) continue;
    const { sourceLanguage } = item;
    const title = item.editions.find((one) => one.language === sourceLanguage)?.title ?? edition.title;
    const text = found.get(itemId) ?? { itemId, title, sourceLanguage, languages: [] };
    text.languages.push({ language, revision: edition.published, paragraphs });
    found.set(itemId, text);
  }
  return [...found.values()];
}

/** What a forum lacks before it can be published, and what would go wrong; empty if it no longer exists. */
export async function listFindings(permit: PlanForum, locale: Locale, now = new Date()): Promise<Finding[]> {
  const plan = await findPlan(permit, locale);
  return plan ? checkPlan(plan, now) : [];
}

/** What each copy of a forum would clash with in a venue, by its start. */
export interface CopyPreview {
  /** The municipality's key, or `online`. */
  place: string;
  dates: { startsAt: Date; view: ClashView }[];
}

/** What copies of a forum would clash with, were they made so; null where there is no such forum or venue. */
export async function previewCopy(
  { subject: { forumId } }: CopyForum,
  { dates, startTime, endTime, venue: slug }: { dates: string[]; startTime: string; endTime: string; venue: string },
): Promise<CopyPreview | null> {
  const [forum, place] = await Promise.all([
    db().forum.findUnique({ where: { id: forumId }, select: { startsAt: true, endsAt: true } }),
    findVenuePlace(slug),
  ]);
  if (!forum || place === null) return null;
  const times = dates.flatMap((day) => timesOn(day, { startTime, endTime }, forum) ?? []);
  const views = await listClashes(place, times);
  return {
    place,
    dates: views.flatMap((view, n) => {
      const time = times[n];
      return time ? [{ startsAt: time.startsAt, view }] : [];
    }),
  };
}

/** Whether a published forum can become a draft again: nobody has registered or been told of it. */
export async function isUntouched(permit: PlanForum, client: Tx = db()): Promise<boolean> {
  const { forumId } = permit.subject;
  const [registrations, told] = [
    await client.registration.count({ where: { forumId } }),
    await client.notification.count({ where: { forumId, template: "forum_announced" } }),
  ];
  return registrations === 0 && told === 0;
}

/** How many forums in preparation a user manages. */
export async function countDrafts({ by }: OpenWorkspace): Promise<number> {
  if (by.kind !== "user" || !hasRole(by, "administrator", "staff", "counsellor")) return 0;
  const own = {
    OR: [
      { id: { in: [...by.forumIds] } },
      { organisationId: { in: hasRole(by, "staff") ? [...by.organisationIds] : [] } },
    ],
  };
  return db().forum.count({ where: { AND: [{ status: "draft" }, hasRole(by, "administrator") ? {} : own] } });
}

/** The outcome as it stands in the original of a forum's text, for its writer. */
interface OutcomeView {
  language: string;
  /** As in the user's newest draft of the text, or else as last saved. */
  outcome: string;
  /** The form of that draft; null if there is none. */
  follows: string | null;
  writing: WriteText;
  text: TextAtWork;
}

/** A forum's outcome in the language of its original, and the text that it is a part of; null if it has no text. */
export async function findOutcome({ by, subject }: CloseForum): Promise<OutcomeView | null> {
  const { forumId } = subject;
  const item = await db().contentItem.findUnique({ where: { forumId }, select: { id: true, sourceLanguage: true } });
  if (!item) return null;
  const language = item.sourceLanguage;
  const writing = Permit.ask(canWriteText, by, { ...subject, itemId: item.id, sourceLanguage: language, language });
  const text = writing && (await findTextAtWork(writing));
  if (!text) return null;
  const [draft] = text.drafts;
  const outcome = (draft?.fields ?? text.latest?.fields)?.outcome ?? "";
  return { language, outcome, follows: draft?.form ?? null, writing, text };
}
