"use server";

import { notFound } from "next/navigation";
import { z } from "zod";
import { Id } from "@/features/access/schema";
import { type ActionRequest, type Done, defineFormAction } from "@/features/accounts/action";
import { forumTags } from "@/features/forums/cache-tags";
import { permitToManage } from "@/features/forums/managed-forum";
import type { Locale } from "@/i18n/locales";
import type { Messages } from "@/i18n/messages";
import { routes } from "@/i18n/routes";
import { type Refused, refuse, refuseField } from "@/ui/form-answer";
import { canActForParty } from "../policy";
import { answerForParty, cancelForParty, confirmParty, moveToTable } from "./commands";
import { MoveToTableSchema, ReasonSchema } from "./schema";

const authorise = ({ locale, args: [forumKey] }: ActionRequest<[string, ...unknown[]]>) =>
  permitToManage(canActForParty, locale, forumKey);

/** Where the form shows a refusal: beside the field, or above the form. */
const FIELDS: Partial<Record<string, string>> = { person_invalid: "person", session_invalid: "to", table_full: "to" };

/**
 * Returns to the party's page, which says what was done, or why it was not. For a party of another forum, the page is
 * not found.
 */
function answerOf(
  locale: Locale,
  [forumKey, id]: readonly [string, string],
  done: string,
  result: { ok: true; slug: string } | { ok: false; reason: keyof Messages["ManageErrors"] },
): Done | Refused {
  if (!result.ok) {
    if (result.reason === "not_found") notFound();
    const field = FIELDS[result.reason];
    return field ? refuseField(field, result.reason) : refuse(result.reason);
  }
  return { ok: true, to: routes.party(locale, forumKey, id, { done }), tags: forumTags(result.slug) };
}

/** Cancels a party's registration for it. For people who manage the forum. */
export const cancelForPartyAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string(), Id],
  authorise,
  parse: ReasonSchema,
  async run({ locale, args, granted: permit, input: { reason } }) {
    return answerOf(locale, args, "cancelled", await cancelForParty(permit, { registrationId: args[1], reason }));
  },
});

/** Gives a waiting party its seats. For people who manage the forum. */
export const confirmPartyAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string(), Id],
  authorise,
  parse: ReasonSchema,
  async run({ locale, args, granted: permit, input: { reason } }) {
    return answerOf(locale, args, "confirmed", await confirmParty(permit, { registrationId: args[1], reason }));
  },
});

/** Accepts or declines an offer for a party. For people who manage the forum. */
export const answerForPartyAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string(), Id, Id, z.enum(["accept", "decline"])],
  authorise,
  parse: ReasonSchema,
  async run({ locale, args: [forumKey, registrationId, offerId, answer], granted: permit, input: { reason } }) {
    const result = await answerForParty(permit, { registrationId, reason, offerId, answer });
    return answerOf(locale, [forumKey, registrationId], answer, result);
  },
});

/** Moves a person of a party to another table. For people who manage the forum. */
export const moveToTableAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string(), Id],
  authorise,
  parse: MoveToTableSchema,
  async run({ locale, args, granted: permit, input }) {
    return answerOf(locale, args, "moved", await moveToTable(permit, { registrationId: args[1], ...input }));
  },
});
