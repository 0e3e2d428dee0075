"use server";

import { z } from "zod";
import { Id } from "@/features/access/schema";
import { defineFormAction } from "@/features/accounts/action";
import { PARTICIPANT_ROLES } from "@/features/capacity/schema";
import { forumTags } from "@/features/forums/cache-tags";
import { permitToManage } from "@/features/forums/managed-forum";
import { findVenuePlace } from "@/features/forums/queries";
import type { ForumLimits } from "@/features/forums/writes";
import { clashLines } from "@/features/year-calendar/components/clash-lines";
import { listClashes } from "@/features/year-calendar/queries";
import { routes } from "@/i18n/routes";
import { parseWith, refuse, refuseField } from "@/ui/form-answer";
import { announceForum, cancelForum, leaveOutSession, moveForum, setLimits, setMeetingLink } from "./commands";
import { canChangeForum, canLimitForum } from "./policy";
import { listLiftedLimits, previewLeaveOut, previewMove } from "./queries";
import { CancelSchema, LeaveOutSchema, LimitsSchema, MeetingLinkSchema, MoveSchema } from "./schema";

/**
 * Moves the forum in time or place and tells everybody. The first submission answers with whom that concerns, what they
 * would lose and what the new time clashes with; the second does it.
 */
export const moveAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canChangeForum, locale, forumKey),
  parse: MoveSchema,
  async run({ locale, args: [forumKey], granted: permit, input: { startsAt, endsAt, venue, confirmed } }) {
    const to = { startsAt, endsAt, venueSlug: venue };
    const shown = JSON.stringify(to);
    if (confirmed !== shown) {
      const found = await previewMove(permit, to);
      if (!found.ok) return refuse(found.reason);
      const { closes, ...counts } = found.preview;
      const place = await findVenuePlace(venue);
      const [view] = place ? await listClashes(place, [to]) : [];
      const notes = place && view ? await clashLines(locale, place, view) : [];
      if (closes || notes.length > 0 || Object.values(counts).some((count) => count > 0))
        return refuse("move_asks", {
          named: { ...counts, closes: closes ? "yes" : "no" },
          notes,
          values: { confirmed: shown },
          alternativeSubmit: true,
        });
    }
    const result = await moveForum(permit, to);
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.manage(locale, forumKey, { done: "moved" }), tags: forumTags(result.slug) };
  },
});

/** Sets where the forum meets online. */
export const meetingLinkAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canChangeForum, locale, forumKey),
  parse: MeetingLinkSchema,
  async run({ locale, args: [forumKey], granted: permit, input }) {
    const result = await setMeetingLink(permit, input);
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.manage(locale, forumKey, { done: "link" }), tags: forumTags(result.slug) };
  },
});

/**
 * Leaves out a session and tells the people who chose it. The first submission answers with how many they are and what
 * becomes of their choices; the second does it.
 */
export const leaveOutAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canChangeForum, locale, forumKey),
  parse: LeaveOutSchema,
  async run({ locale, args: [forumKey], granted: permit, input: { session, confirmed } }) {
    if (confirmed !== session) {
      const preview = await previewLeaveOut(permit, session);
      if (!preview) return refuseField("session", "session_invalid");
      return refuse("leave_out_asks", {
        named: { ...preview },
        values: { confirmed: session },
        alternativeSubmit: true,
      });
    }
    const result = await leaveOutSession(permit, { sessionId: session });
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.manage(locale, forumKey, { done: "left-out" }), tags: forumTags(result.slug) };
  },
});

/** Cancels the forum and tells everybody. */
export const cancelForumAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canChangeForum, locale, forumKey),
  parse: CancelSchema,
  async run({ locale, args: [forumKey], granted: permit }) {
    const result = await cancelForum(permit);
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.manage(locale, forumKey, { done: "cancelled" }), tags: forumTags(result.slug) };
  },
});

/** Announces this forum to the people who agreed to hear about later forums. The form says how many they are. */
export const announceAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canChangeForum, locale, forumKey),
  parse: z.object({}),
  async run({ locale, args: [forumKey], granted: permit }) {
    const result = await announceForum(permit);
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.manage(locale, forumKey, { done: "announced", told: result.told }) };
  },
});

/**
 * Sets the forum's limits and offers new places to parties that wait. An emptied field removes a limit, which may be a
 * mistake, so the form asks first.
 */
export const limitsAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canLimitForum, locale, forumKey),
  parse: ({ confirmed = "", ...typed }) => {
    const parsed = parseWith(LimitsSchema, typed);
    return parsed.ok ? { ok: true, input: { confirmed, pools: parsed.input } } : parsed;
  },
  async run({ locale, args: [forumKey], granted: permit, input: { confirmed, pools } }) {
    // Leave out what the form did not ask for.
    const of = (prefix: string, asked: (name: string) => boolean) =>
      Object.fromEntries(
        Object.entries(pools).flatMap(([name, limit]) =>
          name.startsWith(prefix) && asked(name.slice(prefix.length)) ? [[name.slice(prefix.length), limit]] : [],
        ),
      );
    const limits: ForumLimits = {
      capacity: pools.forum ?? null,
      childcareCapacity: pools.childcare ?? null,
      sessions: of("session:", (id) => Id.safeParse(id).success),
      roles: of("role:", (role) => PARTICIPANT_ROLES.some((known) => known === role)),
    };
    const lifted = await listLiftedLimits(permit, limits);
    const shown = lifted.pools.toSorted().join(" ");
    if (shown !== "" && confirmed !== shown)
      return refuse("limits_lifted", {
        named: { pools: lifted.pools.length, waiting: lifted.waiting },
        values: { confirmed: shown },
        alternativeSubmit: true,
      });
    const result = await setLimits(permit, limits);
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.manage(locale, forumKey, { done: "limits" }), tags: forumTags(result.slug) };
  },
});
