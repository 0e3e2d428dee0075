"use server";

import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { defineAction, defineFormAction } from "@/features/accounts/action";
import { currentActor, currentLoginSession, permitOr404, signInPath } from "@/features/accounts/actor";
import { forumTags } from "@/features/forums/cache-tags";
import { permitToManage } from "@/features/forums/managed-forum";
import { canReadForumNotes } from "@/features/session-notes/policy";
import { findForumNote } from "@/features/session-notes/queries";
import { datedClashLines } from "@/features/year-calendar/components/clash-lines";
import { routes } from "@/i18n/routes";
import { looksLikeToken } from "@/platform/security/tokens";
import { parseWith, refuse, refuseField } from "@/ui/form-answer";
import {
  closeForum,
  copyForum,
  createForum,
  editDetails,
  editDraft,
  endOutcomeDraft,
  markTextSeen,
  publishForum,
  takeNote,
  unpublishForum,
} from "./commands";
import { canCloseForum, canCopyForum, canCreateForum, canOpenForumMaking, canPlanForum } from "./policy";
import { previewCopy } from "./queries";
import { repeatedDays } from "./rules";
import {
  CloseSchema,
  CopySchema,
  DetailsSchema,
  DraftSchema,
  datesOf,
  FURTHER_DATES,
  languagesOf,
  MOST_COPIES,
  NewForumSchema,
  SeenTexts,
  seenTexts,
  TakeNoteSchema,
  UnpublishSchema,
} from "./schema";

/** Makes a forum as a draft, and redirects to the page from which it is managed. */
export const createForumAction = defineFormAction({
  errors: "PlanErrors",
  longest: 20_000,
  async authorise({ locale }) {
    if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.newForum(locale)));
    return permitOr404(canOpenForumMaking, await currentActor(), null);
  },
  parse: NewForumSchema,
  async run({ locale, granted: { by }, input: { organisation, ...forum } }) {
    const permit = Permit.ask(canCreateForum, by, { organisationId: organisation });
    if (!permit || by.kind !== "user") return refuseField("organisation", "organisation_invalid");
    if (forum.endsAt <= forum.startsAt) return refuseField("endsAt", "ends_first");
    const contact = { name: by.name ?? by.email, email: by.email, locale };
    const result = await createForum(permit, { ...forum, contact });
    if (!result.ok) return refuseField(result.reason === "venue_invalid" ? "venue" : "organisation", result.reason);
    return { ok: true, to: routes.manage(locale, result.slug, { done: "created" }) };
  },
});

/** Changes a draft. */
export const editDraftAction = defineFormAction({
  errors: "PlanErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canPlanForum, locale, forumKey),
  parse(values) {
    const parsed = parseWith(DraftSchema, values);
    return parsed.ok ? { ok: true, input: { ...parsed.input, languages: languagesOf(values) } } : parsed;
  },
  async run({ locale, args: [forumKey], granted: permit, input }) {
    const result = await editDraft(permit, input);
    if (!result.ok)
      return result.reason === "venue_invalid" ? refuseField("venue", result.reason) : refuse(result.reason);
    return { ok: true, to: routes.manage(locale, forumKey, { done: "edited" }), tags: forumTags(result.slug) };
  },
});

/** Changes the details of a published forum. */
export const editDetailsAction = defineFormAction({
  errors: "PlanErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canPlanForum, locale, forumKey),
  parse: DetailsSchema,
  async run({ locale, args: [forumKey], granted: permit, input }) {
    const result = await editDetails(permit, input);
    if (!result.ok) {
      if (result.reason === "opens_late" || result.reason === "opens_registered")
        return refuseField("registrationOpensAt", result.reason);
      const ofField = result.reason === "closes_late" || result.reason === "registered";
      return ofField ? refuseField("registrationClosesAt", result.reason) : refuse(result.reason);
    }
    return { ok: true, to: routes.manage(locale, forumKey, { done: "edited" }), tags: forumTags(result.slug) };
  },
});

/** Publishes a draft; what is missing stands above the button. */
export const publishForumAction = defineFormAction({
  errors: "PlanErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canPlanForum, locale, forumKey),
  parse: z.object({}),
  async run({ locale, args: [forumKey], granted: permit }) {
    const result = await publishForum(permit);
    if (!result.ok) return refuse(result.reason);
    // Users who came by the forum's former slug continue with the new one; a link stays as it is.
    const key = looksLikeToken(forumKey) ? forumKey : result.slug;
    return {
      ok: true,
      to: routes.manage(locale, key, { done: "published" }),
      tags: [...forumTags(result.slug), ...forumTags(result.before)],
    };
  },
});

/** Makes a published forum a draft again. */
export const unpublishForumAction = defineFormAction({
  errors: "PlanErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canPlanForum, locale, forumKey),
  parse: UnpublishSchema,
  async run({ locale, args: [forumKey], granted: permit }) {
    const result = await unpublishForum(permit);
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.manage(locale, forumKey, { done: "unpublished" }), tags: forumTags(result.slug) };
  },
});

/**
 * Makes drafts of a forum, one for each day. A rhythm first fills in the days of a series for the user to check; only
 * sending the form again makes them. Days with clashes are shown once; the second submission makes the drafts.
 */
export const copyForumAction = defineFormAction({
  errors: "PlanErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canCopyForum, locale, forumKey),
  parse: CopySchema,
  async run({ locale, granted: permit, input }) {
    const { date, every, until, startTime, endTime, venue, confirmed } = input;
    const days = every === null || until === null ? [] : repeatedDays(date, Number(every), until, MOST_COPIES);
    if (every !== null && days.length === 0) return refuseField("until", "until_needed");
    const dates = every === null ? datesOf(input) : [date, ...days];
    const copies = { dates, startTime, endTime, venue };
    const preview = await previewCopy(permit, copies);
    const notes = preview ? await datedClashLines(locale, preview.place, preview.dates) : [];
    const shown = JSON.stringify(copies);
    if (every !== null) {
      const filled = FURTHER_DATES.map((name, n) => [name, days[n] ?? ""] as const);
      return refuse("dates_filled", {
        named: { count: dates.length },
        notes,
        values: { ...Object.fromEntries(filled), every: "", until: "", confirmed: shown },
        alternativeSubmit: true,
      });
    }
    if (notes.length > 0 && confirmed !== shown)
      return refuse("clashes_ask", { notes, values: { confirmed: shown }, alternativeSubmit: true });
    const result = await copyForum(permit, copies);
    if (!result.ok) {
      if (result.reason === "venue_invalid") return refuseField("venue", result.reason);
      return result.reason === "ends_first" ? refuseField("endTime", result.reason) : refuse(result.reason);
    }
    const [first = "", ...others] = result.slugs;
    const done = others.length > 0 ? { done: "series", told: result.slugs.length } : { done: "copied" };
    return { ok: true, to: routes.manage(locale, first, done) };
  },
});

/**
 * Closes a forum that has been held, with its outcome; or, if the button below a table's note was pressed, adds the note to the
 * draft of the outcome.
 */
export const closeForumAction = defineFormAction({
  errors: "PlanErrors",
  args: [z.string()],
  // Nothing is cut: an outcome that is too long because of the notes in it comes back whole.
  longest: 1024 * 1024,
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canCloseForum, locale, forumKey),
  parse: (values) => parseWith<CloseSchema | TakeNoteSchema>(values.take ? TakeNoteSchema : CloseSchema, values),
  async run({ locale, args: [forumKey], granted: permit, input }) {
    if ("take" in input) {
      const reading = Permit.ask(canReadForumNotes, permit.by, permit.subject);
      const note = reading && (await findForumNote(reading, input.take));
      if (!note) return refuse("note_gone");
      const taken = await takeNote(permit, { ...input, note: note.text });
      if (!taken.ok) return taken.reason === "too_long" ? refuseField("outcome", "too_long") : refuse(taken.reason);
      return { ok: true, to: routes.manageForm(locale, forumKey, "close", { done: "taken" }) };
    }
    const result = await closeForum(permit, input);
    if (!result.ok)
      return result.reason === "outcome_long" ? refuseField("outcome", "too_long") : refuse(result.reason);
    await endOutcomeDraft(permit, input);
    return { ok: true, to: routes.manage(locale, forumKey, { done: "closed" }), tags: forumTags(result.slug) };
  },
});

/** Confirms that somebody has looked at the dates and places in a text, as it stood on the page. */
export const markTextSeenAction = defineAction({
  args: [z.string(), Id, SeenTexts],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canPlanForum, locale, forumKey),
  async run({ locale, args: [forumKey, itemId, seen], granted: permit }) {
    const result = await markTextSeen(permit, { itemId, seen: seenTexts(seen) });
    return result.ok ? { ok: true, to: routes.manage(locale, forumKey, { done: "looked" }) } : notFound();
  },
});
