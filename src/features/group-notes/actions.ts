"use server";

import { z } from "zod";
import { Id } from "@/features/access/schema";
import { defineAction, defineFormAction } from "@/features/accounts/action";
import { permitToLead } from "@/features/groups/led-group";
import { routes } from "@/i18n/routes";
import type { Limit } from "@/platform/security/rate-limit";
import { removeGroupNote, writeGroupNote } from "./commands";
import { canWriteGroupNotes } from "./policy";
import { GroupNoteSchema } from "./schema";

/** As much as a request may hold: nothing is ever cut, and what is too long comes back whole. */
const LONGEST = 100_000;
/** The most notes of one tutor in an hour. */
const NOTES: Limit = { act: "group-note", times: 60, within: 3600 };

/** Writes to the staff of a group that one leads. */
export const writeGroupNoteAction = defineFormAction({
  errors: "GroupNoteErrors",
  longest: LONGEST,
  args: [z.string()],
  authorise: ({ locale, args: [slug] }) => permitToLead(canWriteGroupNotes, locale, slug),
  parse: GroupNoteSchema,
  limits: async ({ granted: { by } }) => [[NOTES, by.id ?? ""]],
  async run({ locale, args: [slug], granted: permit, input }) {
    await writeGroupNote(permit, input);
    return { ok: true, to: routes.ownGroupNotes(locale, slug, { done: "written" }) };
  },
});

/** Takes back what one has written. */
export const removeGroupNoteAction = defineAction({
  args: [z.string(), Id],
  authorise: ({ locale, args: [slug] }) => permitToLead(canWriteGroupNotes, locale, slug),
  async run({ locale, args: [slug, id], granted: permit }) {
    await removeGroupNote(permit, { id });
    return { ok: true, to: routes.ownGroupNotes(locale, slug, { done: "removed" }) };
  },
});
