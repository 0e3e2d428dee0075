"use server";

import { z } from "zod";
import { Id } from "@/features/access/schema";
import { defineAction, defineFormAction } from "@/features/accounts/action";
import { groupTags } from "@/features/groups/cache-tags";
import { permitToLead } from "@/features/groups/led-group";
import { canLeadGroup } from "@/features/groups/policy";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import type { Limit } from "@/platform/security/rate-limit";
import { refuse, refuseField } from "@/ui/form-answer";
import { pointElsewhere, putOnWaitingList, removeMember, welcomeMember, writeDownMember } from "./commands";
import { WriteDownSchema } from "./schema";

/** The most people whom one tutor writes down in an hour. */
const WRITTEN: Limit = { act: "group-member-written", times: 60, within: 3600 };

const permitToAnswer = ({ locale, args: [slug] }: { locale: Locale; args: [string, ...unknown[]] }) =>
  permitToLead(canLeadGroup, locale, slug);

/** The page of a list that was open. */
const OpenPage = z.int().min(1);
/** Which pages of the two lists of requests were open. */
const OpenPages = z.object({ page: OpenPage, waiting: OpenPage });

/** Where an answer leads: to the requests, which say what was done; or what cannot be, beside the person. */
function toRequests(
  locale: Locale,
  slug: string,
  id: string,
  result: { ok: true } | { ok: false; reason: string },
  done: string,
  open?: z.infer<typeof OpenPages>,
) {
  const query = {
    ...(result.ok ? { done } : { refused: result.reason, of: id }),
    ...(open && { page: open.page, waiting: open.waiting }),
  };
  const at = result.ok ? ("" as const) : (`#who-${id}` as const);
  return { ok: true, to: `${routes.groupRequests(locale, slug, query)}${at}`, tags: groupTags(slug) } as const;
}

/** Welcomes somebody who asked or waits. */
export const welcomeMemberAction = defineAction({
  args: [z.string(), Id, OpenPages],
  authorise: permitToAnswer,
  async run({ locale, args: [slug, id, open], granted: permit }) {
    return toRequests(locale, slug, id, await welcomeMember(permit, { id }), "welcomed", open);
  },
});

/** Puts somebody who asked on the waiting list. */
export const putOnWaitingListAction = defineAction({
  args: [z.string(), Id, OpenPages],
  authorise: permitToAnswer,
  async run({ locale, args: [slug, id, open], granted: permit }) {
    return toRequests(locale, slug, id, await putOnWaitingList(permit, { id }), "waiting", open);
  },
});

/** Points somebody to another group, or to none. */
export const pointElsewhereAction = defineAction({
  args: [z.string(), Id, z.string().nullable()],
  authorise: permitToAnswer,
  async run({ locale, args: [slug, id, to], granted: permit }) {
    return toRequests(locale, slug, id, await pointElsewhere(permit, { id, slug: to }), "pointed");
  },
});

/** Takes somebody off the list of the group's people or its waiting list, and leads back to where they stood on it. */
export const removeMemberAction = defineAction({
  args: [
    z.string(),
    Id,
    z.discriminatedUnion("list", [
      z.object({ list: z.literal("members"), page: OpenPage }),
      OpenPages.extend({ list: z.literal("requests") }),
    ]),
  ],
  authorise: permitToAnswer,
  async run({ locale, args: [slug, id, from], granted: permit }) {
    const result = await removeMember(permit, { id });
    if (from.list === "requests") return toRequests(locale, slug, id, result, "removed", from);
    const query = { ...(result.ok ? { done: "removed" } : { refused: result.reason, of: id }), page: from.page };
    return { ok: true, to: routes.groupMembers(locale, slug, query), tags: groupTags(slug) };
  },
});

/** Writes down somebody who called or came by. */
export const writeDownMemberAction = defineFormAction({
  errors: "GroupPeopleErrors",
  args: [z.string()],
  authorise: permitToAnswer,
  parse: WriteDownSchema,
  limits: async ({ granted: { by } }) => [[WRITTEN, by.id ?? ""]],
  async run({ locale, args: [slug], granted: permit, input }) {
    const result = await writeDownMember(permit, input);
    if (!result.ok) return result.reason === "full" ? refuseField("answer", result.reason) : refuse(result.reason);
    const to = input.answer === "member" ? routes.groupMembers : routes.groupRequests;
    return { ok: true, to: to(locale, slug, { done: "written" }), tags: groupTags(slug) };
  },
});
