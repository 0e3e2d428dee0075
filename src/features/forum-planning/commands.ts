import "server-only";
import { writeResponsibilitiesCopy } from "@/features/accounts/writes";
import { recordAudit } from "@/features/audit/commands";
import { writeNewText, writeOriginalPart, writeTextCopy } from "@/features/content/writes";
import {
  lockForum,
  lockOfferedVenue,
  lockOfferingOrganisation,
  shiftProgramme,
  writeClosed,
  writeForumCopy,
  writeForumDetails,
  writeNewForum,
  writePublished,
  writeUnpublished,
} from "@/features/forums/writes";
import { moveOrderDeadlines, writeLanguages, writeLanguagesCopy } from "@/features/interpretation/writes";
import type { Locale } from "@/i18n/locales";
import { alongClock, DAY, inputValue } from "@/i18n/time";
import { transaction } from "@/platform/db/client";
import type { CloseForum, CopyForum, CreateForum, PlanForum } from "./policy";
import { findPlan, isUntouched } from "./queries";
import { checkPlan, type Finding, opensLate, plannedLanguages, slugFor, timesOn } from "./rules";
import type { DetailsSchema, DraftSchema, NewForumSchema, PlannedLanguages } from "./schema";

/** Days before a new forum at which its registration closes, until somebody says otherwise. */
const CLOSES_BEFORE = 2;

/** The name of a forum whose title leaves none: its kind and its day, e.g. `family-evening-2027-03-04`. */
const plainName = (kind: string, startsAt: Date) => `${kind.replaceAll("_", "-")}-${inputValue(startsAt).slice(0, 10)}`;

/**
 * Makes a forum of the permit's organisation, as a draft, with the words of its original. Whoever makes it is its contact until
 * they name another. Registration closes two days before; nobody needs to register for a pop-up desk. Refuses a venue that is not
 * offered, an organisation that arranges nothing new, and words that do not fit.
 */
export async function createForum(
  permit: CreateForum,
  command: Omit<NewForumSchema, "organisation"> & { contact: { name: string; email: string; locale: Locale } },
  now = new Date(),
): Promise<{ ok: true; slug: string } | { ok: false; reason: "venue_invalid" | "organisation_retired" }> {
  const { language, kind, startsAt, endsAt, venue: venueSlug, contact, ...rest } = command;
  const { title, summary, description, audience } = rest;
  const { organisationId } = permit.subject;
  return transaction(async (tx) => {
    if (!(await lockOfferingOrganisation(tx, organisationId))) return { ok: false, reason: "organisation_retired" };
    const venue = await lockOfferedVenue(tx, venueSlug);
    if (!venue) return { ok: false, reason: "venue_invalid" };
    const forum = await writeNewForum(
      tx,
      {
        kind,
        startsAt,
        endsAt,
        registrationClosesAt: kind === "pop_up" ? null : new Date(startsAt.getTime() - CLOSES_BEFORE * DAY),
        organisationId,
        venueId: venue.id,
        contactName: contact.name,
        contactEmail: contact.email,
        contactLocale: contact.locale,
      },
      (isTaken) => slugFor(title, plainName(kind, startsAt), isTaken),
    );
    await recordAudit(
      tx,
      permit.by,
      "forum_created",
      { kind: "forum", id: forum.id },
      { forumKind: [null, kind], startsAt: [null, startsAt.toISOString()], venue: [null, venueSlug] },
    );
    const made = await writeNewText(
      tx,
      permit.by,
      { kind: "forum", id: forum.id },
      { sourceLanguage: language, words: { [language]: { title, summary, description, audience } }, checkedBy: null },
      now,
    );
    // What the form lets through fits; anything else leaves no forum behind.
    if (!made.ok) throw new Error(`the words of a new forum do not fit: ${made.reason}`);
    return { ok: true, slug: forum.slug };
  });
}

type EditRefusal = {
  ok: false;
  reason:
    | "not_found"
    | "not_draft"
    | "over"
    | "venue_invalid"
    | "closes_late"
    | "opens_late"
    | "opens_registered"
    | "registered";
};

/**
 * Changes a draft: when and where it is, its languages, limits and contact. Its programme moves along with its start, and so do the
 * days until which interpreters can be ordered. Anything may be written down that is not ready yet: publishing asks for the rest.
 */
export async function editDraft(
  permit: PlanForum,
  command: DraftSchema & { languages: PlannedLanguages },
): Promise<{ ok: true; slug: string } | EditRefusal> {
  const { forumId } = permit.subject;
  const { languages, venue: venueSlug, startsAt, endsAt, onlineUrl, capacity, childcareCapacity, ...details } = command;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    const before = await findPlan(permit, "fi", tx);
    if (!forum || !before) return { ok: false, reason: "not_found" };
    if (forum.status !== "draft") return { ok: false, reason: "not_draft" };
    const venue = await lockOfferedVenue(tx, venueSlug, before.venueId);
    if (!venue) return { ok: false, reason: "venue_invalid" };
    const moved = startsAt.getTime() - forum.startsAt.getTime();
    await writeForumDetails(tx, forumId, details, {
      startsAt,
      endsAt,
      venueId: venue.id,
      onlineUrl,
      capacity,
      childcareCapacity,
    });
    await shiftProgramme(tx, forumId, moved);
    await moveOrderDeadlines(tx, forumId, moved);
    await writeLanguages(tx, forumId, languages);
    const spoken = ({ main, interpreted }: PlannedLanguages) => [...main, ...interpreted].toSorted();
    await recordAudit(
      tx,
      permit.by,
      "forum_edited",
      { kind: "forum", id: forumId },
      {
        startsAt: [forum.startsAt.toISOString(), startsAt.toISOString()],
        endsAt: [forum.endsAt.toISOString(), endsAt.toISOString()],
        opensAt: [forum.registrationOpensAt?.toISOString() ?? null, details.registrationOpensAt?.toISOString() ?? null],
        closesAt: [
          forum.registrationClosesAt?.toISOString() ?? null,
          details.registrationClosesAt?.toISOString() ?? null,
        ],
        venue: [before.venueSlug, venueSlug],
        forumKind: [before.kind, details.kind],
        languages: [spoken(plannedLanguages(before)), spoken(languages)],
      },
    );
    return { ok: true, slug: forum.slug };
  });
}

/**
 * Changes what may be changed of a published forum without telling anybody: its kind, from when and until when one
 * can register, what is served, its contact. Moving it, its limits and its languages have forms of their own. Refuses an end of
 * registration after the start or before its beginning; and once somebody has registered, to do without registration or to open
 * it later.
 */
export async function editDetails(
  permit: PlanForum,
  details: DetailsSchema,
  now = new Date(),
): Promise<{ ok: true; slug: string } | EditRefusal> {
  const { forumId } = permit.subject;
  const { registrationOpensAt, registrationClosesAt } = details;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    const before = await tx.forum.findUnique({ where: { id: forumId }, select: { kind: true } });
    if (!forum || !before) return { ok: false, reason: "not_found" };
    if (forum.status !== "published" || forum.endsAt <= now) return { ok: false, reason: "over" };
    if (registrationClosesAt !== null && registrationClosesAt > forum.startsAt)
      return { ok: false, reason: "closes_late" };
    if (opensLate(details)) return { ok: false, reason: "opens_late" };
    if (
      registrationOpensAt !== null &&
      registrationOpensAt > now &&
      (await tx.registration.count({ where: { forumId } })) > 0
    )
      return { ok: false, reason: "opens_registered" };
    if (registrationClosesAt === null && (await tx.registration.count({ where: { forumId } })) > 0)
      return { ok: false, reason: "registered" };
    await writeForumDetails(tx, forumId, details);
    await recordAudit(
      tx,
      permit.by,
      "forum_edited",
      { kind: "forum", id: forumId },
      {
        opensAt: [forum.registrationOpensAt?.toISOString() ?? null, registrationOpensAt?.toISOString() ?? null],
        closesAt: [forum.registrationClosesAt?.toISOString() ?? null, registrationClosesAt?.toISOString() ?? null],
        forumKind: [before.kind, details.kind],
      },
    );
    return { ok: true, slug: forum.slug };
  });
}

/**
 * Publishes a draft: from now on everybody finds it. Refuses one that lacks something, and says what. The first time its address
 * is made of its title as it is then. Publishing what is published already is no error.
 */
export async function publishForum(
  permit: PlanForum,
  now = new Date(),
): Promise<
  | { ok: true; slug: string; before: string }
  | { ok: false; reason: "not_found" | "cancelled" }
  | { ok: false; reason: "not_ready"; findings: Finding[] }
> {
  const { forumId } = permit.subject;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    const plan = await findPlan(permit, "fi", tx);
    if (!forum || !plan) return { ok: false, reason: "not_found" };
    const before = forum.slug;
    if (forum.status === "published") return { ok: true, slug: before, before };
    if (forum.status === "cancelled") return { ok: false, reason: "cancelled" };
    const findings = checkPlan(plan, now).filter(({ needed }) => needed);
    if (findings.length > 0) return { ok: false, reason: "not_ready", findings };
    const name = (isTaken: (slug: string) => boolean) =>
      slugFor(plan.title, plainName(plan.kind, plan.startsAt), isTaken);
    const slug = await writePublished(tx, forum, name, now);
    await recordAudit(tx, permit.by, "forum_published", { kind: "forum", id: forumId }, { address: [before, slug] });
    return { ok: true, slug, before };
  });
}

/**
 * Makes a published forum a draft again: nobody finds it until it is published once more. Refuses once somebody has registered, be
 * it that they cancelled since, or was told of it: then it is cancelled instead. What is a draft already is no error.
 */
export async function unpublishForum(
  permit: PlanForum,
): Promise<{ ok: true; slug: string } | { ok: false; reason: "not_found" | "over" | "registered" }> {
  const { forumId } = permit.subject;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    if (!forum) return { ok: false, reason: "not_found" };
    if (forum.status === "draft") return { ok: true, slug: forum.slug };
    if (forum.status === "cancelled") return { ok: false, reason: "over" };
    if (!(await isUntouched(permit, tx))) return { ok: false, reason: "registered" };
    await writeUnpublished(tx, forumId);
    await recordAudit(tx, permit.by, "forum_unpublished", { kind: "forum", id: forumId });
    return { ok: true, slug: forum.slug };
  });
}

/** What is made of a forum: on which days (`YYYY-MM-DD`), from when to when on the Helsinki clock (`HH:MM`), and in which venue. */
export interface CopyCommand {
  dates: readonly string[];
  startTime: string;
  endTime: string;
  venue: string;
}

/**
 * Holds a forum again: a draft for each day, with the programme, limits, languages, responsibilities and texts of the original, whatever
 * has become of that. Texts come along as readers see them, but for the outcome, with who wrote and checked them; what names a
 * date or a place in them is to be looked at. Interpreters are asked anew. Registrations, offers, the meeting's address and links stay
 * behind. All drafts or none are made; each stands alone afterwards. Refuses a venue that is not offered, an organisation that
 * arranges nothing new, an end before the start, and a forum whose words readers cannot see.
 */
export async function copyForum(
  permit: CopyForum,
  { dates, startTime, endTime, venue: venueSlug }: CopyCommand,
  now = new Date(),
): Promise<
  | { ok: true; slugs: string[] }
  | { ok: false; reason: "not_found" | "organisation_retired" | "venue_invalid" | "ends_first" | "words_unseen" }
> {
  const from = permit.subject.forumId;
  return transaction(async (tx) => {
    const original = await lockForum(tx, { id: from });
    if (!original) return { ok: false, reason: "not_found" };
    const { kind, organisationId } = await tx.forum.findUniqueOrThrow({
      where: { id: from },
      select: { kind: true, organisationId: true },
    });
    if (!(await lockOfferingOrganisation(tx, organisationId))) return { ok: false, reason: "organisation_retired" };
    const venue = await lockOfferedVenue(tx, venueSlug);
    const text = await tx.contentItem.findUnique({ where: { forumId: from }, include: { editions: true } });
    if (!venue) return { ok: false, reason: "venue_invalid" };
    const seen = text?.editions.find(
      ({ language, published }) => language === text.sourceLanguage && published !== null,
    );
    if (!seen) return { ok: false, reason: "words_unseen" };
    const times = dates.map((day) => timesOn(day, { startTime, endTime }, original));
    if (times.includes(null)) return { ok: false, reason: "ends_first" };
    const slugs: string[] = [];
    for (const time of times.filter((one) => one !== null)) {
      const name = (isTaken: (slug: string) => boolean) => slugFor(seen.title, plainName(kind, time.startsAt), isTaken);
      const { id, slug, sessions } = await writeForumCopy(tx, from, { ...time, venueId: venue.id }, name);
      const owners = { from, to: id };
      await writeLanguagesCopy(tx, owners, (at) => alongClock(at, original.startsAt, time.startsAt));
      await writeResponsibilitiesCopy(tx, owners, sessions);
      await recordAudit(
        tx,
        permit.by,
        "forum_copied",
        { kind: "forum", id },
        {
          forum: [null, original.slug],
          startsAt: [null, time.startsAt.toISOString()],
          venue: [null, venueSlug],
        },
      );
      const texts = [
        { from: { kind: "forum", id: from }, to: { kind: "forum", id } } as const,
        ...sessions.map(
          (session) =>
            ({ from: { kind: "session", id: session.from }, to: { kind: "session", id: session.to } }) as const,
        ),
      ];
      // A session whose words nobody sees comes along without: the checklist says so.
      for (const owner of texts) {
        const copied = await writeTextCopy(tx, permit.by, { ...owner, without: ["outcome"] }, now);
        if (!copied.ok) continue;
        const { itemId } = copied;
        await tx.copiedText.createMany({ data: copied.languages.map((language) => ({ itemId, language })) });
      }
      slugs.push(slug);
    }
    return { ok: true, slugs };
  });
}

/**
 * Closes a forum that has been held, with what came of it, in the language of its original: readers see it at once, translations
 * follow as those of any text. From then on only its texts change. Refuses what is not over yet, and what is closed already.
 */
export async function closeForum(
  permit: CloseForum,
  { outcome }: { outcome: string },
  now = new Date(),
): Promise<{ ok: true; slug: string } | { ok: false; reason: "not_found" | "not_over" | "closed" | "outcome_long" }> {
  const { forumId } = permit.subject;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    if (!forum) return { ok: false, reason: "not_found" };
    if (forum.closedAt) return { ok: false, reason: "closed" };
    if (forum.status !== "published" || forum.endsAt > now) return { ok: false, reason: "not_over" };
    const owner = { kind: "forum", id: forumId } as const;
    const written = await writeOriginalPart(tx, permit.by, owner, { outcome }, now);
    if (!written.ok) return { ok: false, reason: written.reason === "too_long" ? "outcome_long" : "not_found" };
    await writeClosed(tx, forumId, now);
    await recordAudit(tx, permit.by, "forum_closed", { kind: "forum", id: forumId });
    return { ok: true, slug: forum.slug };
  });
}

/**
 * Says of a text that came along from another forum that somebody has looked at what it names of dates and places, in these revisions.
 * What readers would see in another revision by now stays to be looked at. Saying it again says nothing more.
 */
export async function markTextSeen(
  permit: PlanForum,
  { itemId, seen }: { itemId: string; seen: readonly { language: string; revision: number }[] },
  now = new Date(),
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  const { forumId } = permit.subject;
  return transaction(async (tx) => {
    await lockForum(tx, { id: forumId });
    const of = { item: { OR: [{ forumId }, { session: { forumId } }] } };
    if ((await tx.copiedText.count({ where: { ...of, itemId } })) === 0) return { ok: false, reason: "not_found" };
    const marked: string[] = [];
    for (const { language, revision } of seen) {
      const shown = await tx.contentEdition.count({ where: { itemId, language, published: revision } });
      if (shown === 0) continue;
      const { count } = await tx.copiedText.updateMany({
        where: { itemId, language, OR: [{ seen: null }, { seen: { not: revision } }] },
        data: { seen: revision, byKind: permit.by.kind, byId: "id" in permit.by ? permit.by.id : null, at: now },
      });
      if (count > 0) marked.push(language);
    }
    if (marked.length > 0)
      await recordAudit(
        tx,
        permit.by,
        "copied_text_seen",
        { kind: "text", id: itemId },
        {
          languages: [null, marked],
        },
      );
    return { ok: true };
  });
}
