"use server";

import { z } from "zod";
import { Id } from "@/features/access/schema";
import { defineFormAction } from "@/features/accounts/action";
import { PARTICIPANT_ROLES } from "@/features/capacity/schema";
import { forumTags } from "@/features/forums/cache-tags";
import { permitToManage } from "@/features/forums/managed-forum";
import type { ForumLimits } from "@/features/forums/writes";
import { routes } from "@/i18n/routes";
import { parseWith, refuse, refuseField } from "@/ui/form-answer";
import { announceForum, cancelForum, leaveOutSession, moveForum, setLimits, setMeetingLink } from "./commands";
import { canChangeForum, canLimitForum } from "./policy";
import { listLiftedLimits, previewLeaveOut, previewMove } from "./queries";
import { CancelSchema, LeaveOutSchema, LimitsSchema, MeetingLinkSchema, MoveSchema } from "./schema";

/**
 * Moves the forum in time or place; everybody is told. The first time it is sent it answers with whom that concerns, and what
 * it would take from them: sent again, it is done.
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
      if (closes || Object.values(counts).some((count) => count > 0))
        return refuse("move_asks", {
          named: { ...counts, closes: closes ? "yes" : "no" },
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
 * Leaves a part of the programme out; those who chose it are told. The first time it is sent it answers with how many they are and
 * what becomes of what they chose: sent again, it is done.
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

/** Cancels the forum; everybody is told. */
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

/** Tells those who agreed to hear about later forums of this one. Its form says how many they are. */
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
 * Sets the forum's limits; new places are offered to those who wait. An emptied field is no limit at all, which may be a slip:
 * it is asked about first.
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
    // What the form did not ask for is left out.
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
