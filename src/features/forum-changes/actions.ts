"use server";

import { z } from "zod";
import { Id } from "@/features/access/schema";
import { defineAction, defineFormAction } from "@/features/accounts/action";
import { PARTICIPANT_ROLES } from "@/features/capacity/schema";
import { forumTags } from "@/features/forums/cache-tags";
import { permitToManage } from "@/features/forums/managed-forum";
import type { ForumLimits } from "@/features/forums/writes";
import { routes } from "@/i18n/routes";
import { refuse } from "@/ui/form-answer";
import { announceForum, cancelForum, moveForum, setLimits, setMeetingLink } from "./commands";
import { canChangeForum, canLimitForum } from "./policy";
import { CancelSchema, LimitsSchema, MeetingLinkSchema, MoveSchema } from "./schema";

/** Moves the forum in time or place; everybody is told. */
export const moveAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canChangeForum, locale, forumKey),
  parse: MoveSchema,
  async run({ locale, args: [forumKey], granted: permit, input: { startsAt, endsAt, venue } }) {
    const result = await moveForum(permit, { startsAt, endsAt, venueSlug: venue });
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

/** Tells those who agreed to hear about later forums of this one. */
export const announceAction = defineAction({
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canChangeForum, locale, forumKey),
  async run({ locale, args: [forumKey], granted: permit }) {
    const result = await announceForum(permit);
    return result.ok
      ? { ok: true, to: routes.manage(locale, forumKey, { done: "announced", told: result.told }) }
      : { ok: true, to: routes.manage(locale, forumKey) };
  },
});

/** Sets the forum's limits; new places are offered to those who wait. */
export const limitsAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canLimitForum, locale, forumKey),
  parse: LimitsSchema,
  async run({ locale, args: [forumKey], granted: permit, input }) {
    // What the form did not ask for is left out.
    const of = (prefix: string, asked: (name: string) => boolean) =>
      Object.fromEntries(
        Object.entries(input).flatMap(([name, limit]) =>
          name.startsWith(prefix) && asked(name.slice(prefix.length)) ? [[name.slice(prefix.length), limit]] : [],
        ),
      );
    const limits: ForumLimits = {
      capacity: input.forum ?? null,
      childcareCapacity: input.childcare ?? null,
      sessions: of("session:", (id) => Id.safeParse(id).success),
      roles: of("role:", (role) => PARTICIPANT_ROLES.some((known) => known === role)),
    };
    const result = await setLimits(permit, limits);
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.manage(locale, forumKey, { done: "limits" }), tags: forumTags(result.slug) };
  },
});
