"use server";

import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { Id } from "@/features/access/schema";
import { defineAction, defineFormAction, refuseTooMany } from "@/features/accounts/action";
import { countMembers } from "@/features/group-members/queries";
import { backHome, permitToLead } from "@/features/groups/led-group";
import { canLeadGroup, type LeadGroup } from "@/features/groups/policy";
import { findLedGroup } from "@/features/groups/queries";
import { HOMES, MoveMeetingSchema } from "@/features/groups/schema";
import { isLocale, type Locale } from "@/i18n/locales";
import { ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { pseudonymise } from "@/platform/security/tokens";
import { countSmsParts } from "@/platform/sms/parts";
import { type Refused, refuse, refuseField } from "@/ui/form-answer";
import { cancelMeeting, moveMeeting, restoreMeeting, sendGroupMessage } from "./commands";
import { MESSAGES, smsOfMessage } from "./rules";
import { type MessageInput, parseMessage } from "./schema";

const authorise = ({ locale, args: [slug] }: { locale: Locale; args: [string, ...unknown[]] }) =>
  permitToLead(canLeadGroup, locale, slug);

/** Cancels one meeting and tells the members. */
export const cancelMeetingAction = defineAction({
  args: [z.string(), Id, z.enum(HOMES)],
  authorise,
  async run({ locale, args: [slug, id, home], granted: permit }) {
    const result = await cancelMeeting(permit, { id });
    return backHome(locale, home, permit, slug, result.ok ? "cancelled" : "over");
  },
});

/** Holds one meeting as the schedule has it, and tells the members. */
export const restoreMeetingAction = defineAction({
  args: [z.string(), Id, z.enum(HOMES)],
  authorise,
  async run({ locale, args: [slug, id, home], granted: permit }) {
    const result = await restoreMeeting(permit, { id });
    return backHome(locale, home, permit, slug, result.ok ? "restored" : "over");
  },
});

/** Moves one meeting to another time and tells the members. */
export const moveMeetingAction = defineFormAction({
  errors: "GroupErrors",
  args: [z.string(), Id, z.enum(HOMES)],
  authorise,
  parse: MoveMeetingSchema,
  async run({ locale, args: [slug, id, home], granted: permit, input }) {
    const result = await moveMeeting(permit, { id, ...input });
    if (result.ok) return backHome(locale, home, permit, slug, "moved");
    return result.reason === "moved_past" ? refuseField("day", result.reason) : refuse(result.reason);
  },
});

/** What says that the sender has seen exactly these words as they will arrive. */
const seal = ({ language, words }: MessageInput) => pseudonymise("group-message", JSON.stringify([language, words]));

/** Shows how a message will arrive, and to how many; sending it again then sends it. */
async function preview(locale: Locale, permit: LeadGroup, input: MessageInput): Promise<Refused> {
  const [{ member: count }, group] = await Promise.all([countMembers(permit), findLedGroup(permit, locale)]);
  if (count === 0) return refuse("nobody");
  const notes = await Promise.all(
    Object.entries(input.words).map(async ([language, words]) => {
      // What stands around the words is in the language of who reads them.
      const [t, theirs] = await Promise.all([
        getTranslations({ locale, namespace: "GroupMessages" }),
        getTranslations({ locale: isLocale(language) ? language : locale, namespace: "GroupMessages" }),
      ]);
      const subject = theirs("messageSubject", { title: group?.title ?? "" });
      const sms = smsOfMessage({ subject, words, href: `${env().APP_URL}${routes.member(locale, "x".repeat(27))}` });
      return t("previewLine", { language: ownNameOf(language), parts: countSmsParts(sms), words });
    }),
  );
  return refuse("message_asks", {
    named: { count },
    notes,
    values: { confirmed: seal(input) },
    alternativeSubmit: true,
  });
}

/** Sends a message to all members. The first submission shows how it arrives; the second sends it. */
export const sendGroupMessageAction = defineFormAction({
  errors: "GroupMessageErrors",
  args: [z.string()],
  authorise,
  parse: parseMessage,
  async run({ locale, args: [slug], granted: permit, input }) {
    if (input.confirmed !== seal(input)) return preview(locale, permit, input);
    const result = await sendGroupMessage(permit, input);
    if (result.ok) return { ok: true, to: routes.groupMessages(locale, slug, { done: "sent" }) };
    return result.reason === "too_many" ? refuseTooMany(MESSAGES) : refuse(result.reason);
  },
});
