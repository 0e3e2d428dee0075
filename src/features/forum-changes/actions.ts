"use server";

import { z } from "zod";
import { defineAction, defineFormAction } from "@/features/accounts/action";
import { forumTags } from "@/features/forums/cache-tags";
import { permitToManage } from "@/features/forums/managed-forum";
import { routes } from "@/i18n/routes";
import { refuse } from "@/ui/form-answer";
import { announceForum, cancelForum, moveForum, setMeetingLink } from "./commands";
import { canChangeForum } from "./policy";
import { CancelSchema, MeetingLinkSchema, MoveSchema } from "./schema";

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
