"use server";

import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { type ActionRequest, defineFormAction, defineTypingAction } from "@/features/accounts/action";
import { currentActor, currentLoginSession, permitOr404, signInPath } from "@/features/accounts/actor";
import { findSessionSubject } from "@/features/forums/queries";
import { formatAt } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import type { Limit } from "@/platform/security/rate-limit";
import { refuse } from "@/ui/form-answer";
import { saveNote } from "./commands";
import { canWriteSessionNotes } from "./policy";
import { NoteSchema } from "./schema";

/** As much as a request may hold: nothing is ever cut, and what is too long comes back whole. */
const LONGEST = 1024 * 1024;
/** The most notes kept in an hour: more than the page sends by itself. */
const NOTES: Limit = { act: "session-note", times: 1500, within: 3600 };

/** The permit to write at a session. Users who were signed out meanwhile must sign in again, whether or not it exists. */
async function permitToWrite({ locale, args: [sessionId] }: ActionRequest<[string]>) {
  if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.sessionNotes(locale, sessionId)));
  const subject = await findSessionSubject(sessionId);
  return subject ? permitOr404(canWriteSessionNotes, await currentActor(), subject) : notFound();
}

/** Saves what a host has written at a session. */
export const saveNoteAction = defineFormAction({
  errors: "SessionNoteErrors",
  longest: LONGEST,
  args: [Id],
  authorise: permitToWrite,
  parse: NoteSchema,
  limits: async ({ granted: { by } }) => [[NOTES, by.id ?? ""]],
  async run({ locale, args: [sessionId], granted: permit, input }) {
    const result = await saveNote(permit, input);
    if (!result.ok) return refuse(result.reason);
    const done = result.others ? "others" : result.done;
    return { ok: true, to: routes.sessionNotes(locale, sessionId, { done }) };
  },
});

/** Keeps what a host has written so far, while they type. */
export const keepNoteAction = defineTypingAction({
  errors: "SessionNoteErrors",
  longest: LONGEST,
  args: [Id],
  authorise: permitToWrite,
  parse: NoteSchema,
  limits: async ({ granted: { by } }) => [[NOTES, by.id ?? ""]],
  async run({ locale, granted: permit, input }) {
    const now = new Date();
    const t = await getTranslations({ locale, namespace: "SessionNotes" });
    const words = { at: formatAt(locale, now), button: t("save") };
    // People empty a field to write something else. Only their own press removes the sheet.
    if (!input.text) return { said: t("autoEmpty", words), over: false };
    const result = await saveNote(permit, input, now);
    return result.ok
      ? { said: t(result.others ? "autoOthers" : "autoKept", words), over: false }
      : refuse(result.reason);
  },
});
