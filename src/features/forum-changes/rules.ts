import { DAY } from "@/i18n/time";

/** Reminders before a forum: the template, and how many days before its start it is due. */
export const REMINDERS = [
  { template: "reminder_week", days: 7 },
  { template: "reminder_day", days: 1 },
] as const;

/**
 * The reminder that is due for a forum now, if any: the latest whose time has come. One that is more than a day late (the
 * week's, where the worker was away) is left out rather than sent at an odd time; the day's is sent until the forum begins.
 */
export function reminderDue(startsAt: Date, now: Date): (typeof REMINDERS)[number] | null {
  const left = startsAt.getTime() - now.getTime();
  if (left <= 0) return null;
  const due = REMINDERS.filter(({ days }) => left <= days * DAY).at(-1);
  if (due?.template === "reminder_week" && left < 6 * DAY) return null;
  return due ?? null;
}

/** The instant at which a reminder was due: who registers later needs none. */
export function reminderMoment(startsAt: Date, days: number): Date {
  return new Date(startsAt.getTime() - days * DAY);
}

interface Span {
  startsAt: Date;
  endsAt: Date;
}

/** Whether the person who was booked for a forum, e.g. an interpreter, is booked for its new time as well. */
export function isBookedStill(before: Span, after: Span): boolean {
  return after.startsAt >= before.startsAt && after.endsAt <= before.endsAt;
}

/** Why a forum cannot be moved so; null: it can. `venueId` is undefined for a venue that is not known. */
export function moveRefusal(
  forum: (Span & { status: "draft" | "published" | "cancelled"; venueId: string }) | null | undefined,
  to: Span & { venueId: string | undefined },
  now: Date,
): "not_found" | "not_published" | "time_invalid" | "unchanged" | null {
  if (to.endsAt <= to.startsAt || to.startsAt <= now) return "time_invalid";
  if (!forum || !to.venueId) return "not_found";
  if (forum.status !== "published" || forum.endsAt <= now) return "not_published";
  const same =
    to.startsAt.getTime() === forum.startsAt.getTime() &&
    to.endsAt.getTime() === forum.endsAt.getTime() &&
    to.venueId === forum.venueId;
  return same ? "unchanged" : null;
}
