import "server-only";
import { v7 as uuid } from "uuid";
import { type Given, writeResponsibilitiesCopies } from "@/features/accounts/writes";
import { recordAudit, recordAudits } from "@/features/audit/commands";
import { discardTextDraft, saveTextDraft } from "@/features/content/commands";
import { isSameWords } from "@/features/content/rules";
import type { ContentOwner } from "@/features/content/schema";
import { writeOriginalPart, writeTextCopies } from "@/features/content/writes";
import { freezeAttendance } from "@/features/door/writes";
import {
  lockForum,
  lockOfferedVenue,
  lockOfferingOrganisation,
  shiftProgramme,
  writeClosed,
  writeForumCopies,
  writeForumDetails,
  writePublished,
  writeUnpublished,
} from "@/features/forums/writes";
import { moveOrderDeadlines, writeLanguages, writeLanguagesCopies } from "@/features/interpretation/writes";
import { tellGiven } from "@/features/responsibilities/writes";
import { alongClock } from "@/i18n/time";
import { transaction } from "@/platform/db/client";
import type { CloseForum, CopyForum, CreateForum, PlanForum } from "./policy";
import { findOutcome, findPlan, findWritten, isUntouched } from "./queries";
import { checkPlan, type Finding, opensLate, plainName, plannedLanguages, slugFor, timesOn } from "./rules";
import type { DetailsSchema, DraftSchema, PlannedLanguages, TakeNoteSchema } from "./schema";
import { type NewDraft, type NewForum, writeDraft } from "./writes";

/**
 * Makes a forum of the permit's organisation as a draft, with the words of its original. Its maker is its contact until
 * they name another. Refuses a retired venue or organisation, and words that do not fit.
 */
export async function createForum(permit: CreateForum, command: NewForum, now = new Date()): Promise<NewDraft> {
  return transaction((tx) => writeDraft(tx, permit, command, now));
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
 * Changes a draft: its time, place, languages, limits and contact. Its programme and the deadlines for ordering
 * interpreters move with its start. It may be incomplete: publishing checks the rest.
 */
export async function editDraft(
  permit: PlanForum,
  command: DraftSchema & { languages: PlannedLanguages },
): Promise<{ ok: true; slug: string } | EditRefusal> {
  const { forumId } = permit.subject;
  const { languages, venue: venueSlug, startsAt, endsAt, onlineUrl, capacity, childcareCapacity, ...details } = command;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    const before = await findWritten(permit, tx);
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
 * Changes the details of a published forum that nobody must be told of: its kind, when registration opens and closes,
 * what is served, its contact. Other forms move it and set its limits and languages. Refuses registration that closes
 * after the start or before it opens, and, once somebody has registered, removing registration or opening it later.
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
 * Publishes a draft, so that everybody finds it. Refuses an incomplete one and says what is missing. The first time,
 * its slug follows its title. Publishing twice is no error.
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
    if (!forum) return { ok: false, reason: "not_found" };
    const before = forum.slug;
    // Registering waits for this lock, so of a published forum nothing more is read.
    if (forum.status === "published") return { ok: true, slug: before, before };
    if (forum.status === "cancelled") return { ok: false, reason: "cancelled" };
    const plan = await findPlan(permit, "fi", tx);
    if (!plan) return { ok: false, reason: "not_found" };
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
 * Turns a published forum back into a draft, which nobody finds until it is published again. Refuses once somebody has
 * registered, even if they cancelled since, or has been told of it: then it must be cancelled instead. A draft that is
 * already one is no error.
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

/** How to copy a forum: on which days (`YYYY-MM-DD`), from when to when on the Helsinki clock (`HH:MM`), and in which venue. */
export interface CopyCommand {
  dates: readonly string[];
  startTime: string;
  endTime: string;
  venue: string;
}

/**
 * Holds a forum again: makes a draft for each day, with the programme, limits, languages, responsibilities and
 * published texts of the original, whatever its state. Texts keep their writers and checks, except for the outcome,
 * which is not copied; sentences that name a date or a place are flagged. The people responsible are told, once for a
 * whole series. Interpreters are requested again. Registrations, offers, the meeting link and access links are not
 * copied. Makes all drafts or none; afterwards each is independent. Refuses a retired venue or organisation, an end
 * before the start, and a forum whose words are not published.
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
    const copies = await writeForumCopies(
      tx,
      from,
      times.flatMap((time) => (time ? [{ ...time, venueId: venue.id }] : [])),
      ({ startsAt }, isTaken) => slugFor(seen.title, plainName(kind, startsAt), isTaken),
    );
    await writeLanguagesCopies(
      tx,
      from,
      copies.map(({ id, startsAt }) => ({ id, moved: (at) => alongClock(at, original.startsAt, startsAt) })),
    );
    // Everybody gets one message about the whole series.
    const acts = new Map<string, string>();
    const actOf = (userId: string) => {
      const act = acts.get(userId) ?? uuid();
      acts.set(userId, act);
      return act;
    };
    const given = new Map<string, Given>();
    for (const one of await writeResponsibilitiesCopies(tx, from, copies, actOf))
      if (!given.has(one.givenIn)) given.set(one.givenIn, one);
    await recordAudits(
      tx,
      permit.by,
      "forum_copied",
      copies.map(({ id, startsAt }) => ({
        subject: { kind: "forum", id },
        changes: {
          forum: [null, original.slug],
          startsAt: [null, startsAt.toISOString()],
          venue: [null, venueSlug],
        },
      })),
    );
    const sessions = copies.flatMap((copy) => copy.sessions);
    const texts: { from: ContentOwner; to: ContentOwner[] }[] = [
      { from: { kind: "forum", id: from }, to: copies.map(({ id }) => ({ kind: "forum", id })) },
      ...[...Map.groupBy(sessions, (session) => session.from)].map(([id, made]) => ({
        from: { kind: "session", id } as const,
        to: made.map(({ to }) => ({ kind: "session", id: to }) as const),
      })),
    ];
    // A session whose words are not published is copied without them; the checklist says so.
    for (const owners of texts) {
      const copied = await writeTextCopies(tx, permit.by, { ...owners, without: ["outcome"] }, now);
      if (!copied.ok) continue;
      const { itemIds, languages } = copied;
      await tx.copiedText.createMany({
        data: itemIds.flatMap((itemId) => languages.map((language) => ({ itemId, language }))),
      });
    }
    await tellGiven(tx, permit.by, [...given.values()]);
    return { ok: true, slugs: copies.map(({ slug }) => slug) };
  });
}

/**
 * Closes a forum that has been held, with its outcome in the language of its original. Readers see it at once;
 * translations follow like those of any text. From then on only its texts change. Refuses a forum that is not over or
 * is already closed.
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
    await freezeAttendance(tx, permit.by, forumId, now);
    await recordAudit(tx, permit.by, "forum_closed", { kind: "forum", id: forumId });
    return { ok: true, slug: forum.slug };
  });
}

/**
 * Adds a table's note to the end of the outcome as it was typed, and keeps that as the user's draft of the forum's original.
 * What has been saved or published does not change, and drafts from other windows stay.
 */
export async function takeNote(
  permit: CloseForum,
  { note, outcome: typed, form, follows }: Omit<TakeNoteSchema, "take"> & { note: string },
  now = new Date(),
): Promise<{ ok: true } | { ok: false; reason: "not_found" | "too_long" | "too_many_drafts" }> {
  const outcome = await findOutcome(permit);
  if (!outcome) return { ok: false, reason: "not_found" };
  const { text, writing } = outcome;
  const draft = text.drafts.find((one) => one.form === follows);
  const words = [typed.trim(), note].filter(Boolean).join("\n\n");
  const kept = await saveTextDraft(
    writing,
    {
      fields: { ...(draft?.fields ?? text.latest?.fields), outcome: words },
      startedFrom: draft?.startedFrom ?? text.latest?.number ?? 0,
      read: null,
      typedIn: { form, follows, beside: [] },
    },
    now,
  );
  if (kept.ok) return { ok: true };
  return { ok: false, reason: kept.reason === "lacking" ? "not_found" : kept.reason };
}

/** Ends the draft of an outcome that has been saved, unless it also holds other changes of the forum's text. */
export async function endOutcomeDraft(
  permit: CloseForum,
  { form, follows }: Pick<TakeNoteSchema, "form" | "follows">,
): Promise<void> {
  const outcome = await findOutcome(permit);
  if (!outcome) return;
  const saved = outcome.text.latest?.fields ?? {};
  for (const draft of outcome.text.drafts)
    if (
      (draft.form === form || draft.form === follows) &&
      isSameWords({ ...draft.fields, outcome: "" }, { ...saved, outcome: "" })
    )
      await discardTextDraft(outcome.writing, { form: draft.form, follows: null });
}

/**
 * Records that somebody has looked at the dates and places that a copied text names, in these revisions. If another
 * revision is published by now, it must still be looked at. Recording it again changes nothing.
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
