"use server";

import { z } from "zod";
import { Id } from "@/features/access/schema";
import { defineAction, defineFormAction } from "@/features/accounts/action";
import { permitToLead } from "@/features/groups/led-group";
import { routes } from "@/i18n/routes";
import type { Limit } from "@/platform/security/rate-limit";
import { refuseField } from "@/ui/form-answer";
import { enterTutorHours, removeTutorHours } from "./commands";
import { canEnterTutorHours } from "./policy";
import { TutorHoursSchema } from "./schema";

/** The most entries of one tutor in an hour: those of a whole year at once. */
const ENTRIES: Limit = { act: "tutor-hours", times: 200, within: 3600 };

/** Enters time that one spent on a group. */
export const enterTutorHoursAction = defineFormAction({
  errors: "TutorHourErrors",
  args: [z.string()],
  authorise: ({ locale, args: [slug] }) => permitToLead(canEnterTutorHours, locale, slug),
  parse: TutorHoursSchema,
  limits: async ({ granted: { by } }) => [[ENTRIES, by.id ?? ""]],
  async run({ locale, args: [slug], granted: permit, input }) {
    const result = await enterTutorHours(permit, input);
    if (!result.ok) return refuseField("day", result.reason);
    const year = Number(input.day.slice(0, 4));
    return { ok: true, to: routes.ownGroupHours(locale, slug, { done: "entered", year }) };
  },
});

/** Removes an entry of one's own. */
export const removeTutorHoursAction = defineAction({
  args: [z.string(), Id, z.number()],
  authorise: ({ locale, args: [slug] }) => permitToLead(canEnterTutorHours, locale, slug),
  async run({ locale, args: [slug, id, year], granted: permit }) {
    await removeTutorHours(permit, { id });
    return { ok: true, to: routes.ownGroupHours(locale, slug, { done: "removed", year }) };
  },
});
