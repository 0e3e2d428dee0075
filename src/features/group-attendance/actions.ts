"use server";

import { notFound, redirect } from "next/navigation";
import { v5 as uuidOf } from "uuid";
import { z } from "zod";
import { Id } from "@/features/access/schema";
import { type ActionRequest, defineAction, defineFormAction } from "@/features/accounts/action";
import { currentActor, currentLoginSession, permitOr404, signInPath } from "@/features/accounts/actor";
import { routes } from "@/i18n/routes";
import type { Limit } from "@/platform/security/rate-limit";
import { type Refused, refuse } from "@/ui/form-answer";
import { noteAttendance } from "./commands";
import { canKeepAttendance, type KeepAttendance } from "./policy";
import { findMeetingSubject } from "./queries";
import { MEETING_SENDINGS } from "./rules";
import { type Entry, PresentForm, VisitorsForm } from "./schema";

/** The permit for a meeting. Users who were signed out meanwhile must sign in again. */
async function authorise({ locale, args: [slug, meetingId] }: ActionRequest<[string, string, ...unknown[]]>) {
  if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.ownMeeting(locale, slug, meetingId)));
  return permitOr404(
    canKeepAttendance,
    await currentActor(),
    (await findMeetingSubject(slug, meetingId)) ?? notFound(),
  );
}

const limits = async ({ granted: { by } }: { granted: KeepAttendance }): Promise<[Limit, string][]> => [
  [MEETING_SENDINGS, by.id ?? ""],
];

/** Writes entries; null if they are in the log now. */
async function note(permit: KeepAttendance, entries: readonly Entry[]): Promise<Refused | null> {
  const { refused } = await noteAttendance(permit, entries);
  const [first] = refused;
  return first ? refuse(first.reason === "invalid" ? "form_invalid" : first.reason) : null;
}

/** Notes that members came. The form sends who of them. For whoever leads the group. */
export const notePresentAction = defineFormAction({
  errors: "GroupAttendanceErrors",
  args: [z.string(), Id],
  authorise,
  parse: PresentForm,
  limits,
  async run({ locale, args: [slug, meetingId], granted: permit, input: members }) {
    const at = new Date().toISOString();
    const entries = members.map((member): Entry => ({ id: crypto.randomUUID(), at, kind: "present", member }));
    const to = routes.ownMeeting(locale, slug, meetingId, { done: "present", people: members.length });
    return (await note(permit, entries)) ?? { ok: true, to };
  },
});

/** Counts visitors. For whoever leads the group. */
export const countVisitorsAction = defineFormAction({
  errors: "GroupAttendanceErrors",
  args: [z.string(), Id],
  authorise,
  parse: VisitorsForm,
  limits,
  async run({ locale, args: [slug, meetingId], granted: permit, input: { form, people, language, age } }) {
    const id = uuidOf(JSON.stringify([people, language, age]), form);
    const at = new Date().toISOString();
    const to = routes.ownMeeting(locale, slug, meetingId, { done: "visitors", people });
    return (await note(permit, [{ id, at, kind: "visitors", people, language, age }])) ?? { ok: true, to };
  },
});

/** Undoes an entry. For whoever leads the group. */
export const undoAttendanceAction = defineAction({
  args: [z.string(), Id, Id],
  authorise,
  async run({ locale, args: [slug, meetingId, entry], granted: permit }) {
    const at = new Date().toISOString();
    const refused = await note(permit, [{ id: crypto.randomUUID(), at, kind: "undone", entries: [entry] }]);
    // The page says why nothing can be noted any more.
    return { ok: true, to: routes.ownMeeting(locale, slug, meetingId, refused ? {} : { done: "undone" }) };
  },
});
