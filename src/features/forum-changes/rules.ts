import { DAY } from "@/i18n/time";

/** The reminders of a forum: the template, and how many days before the start it is due. */
export const REMINDERS = [
  { template: "reminder_week", days: 7 },
  { template: "reminder_day", days: 1 },
] as const;

/**
 * The reminder of a forum that is due now, if any: the latest whose time has come. The week's reminder is dropped if it
 * is more than a day late (because the worker was down), rather than sent at an odd time; the day's is sent until the
 * forum begins.
 */
export function reminderDue(startsAt: Date, now: Date): (typeof REMINDERS)[number] | null {
  const left = startsAt.getTime() - now.getTime();
  if (left <= 0) return null;
  const due = REMINDERS.filter(({ days }) => left <= days * DAY).at(-1);
  if (due?.template === "reminder_week" && left < 6 * DAY) return null;
  return due ?? null;
}

/** The instant at which a reminder is due. People who register later need none. */
export function reminderMoment(startsAt: Date, days: number): Date {
  return new Date(startsAt.getTime() - days * DAY);
}

interface Span {
  startsAt: Date;
  endsAt: Date;
}

/** Whether somebody booked for a forum, e.g. an interpreter, is also booked for its new time. */
export function isBookedStill(before: Span, after: Span): boolean {
  return after.startsAt >= before.startsAt && after.endsAt <= before.endsAt;
}

/** Why a forum cannot be moved like this; null if it can. `venueId` is undefined for an unknown venue. */
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

/**
 * Whom a change of a forum concerns: everybody who has, waits for or has been offered a place; and if it is cancelled
 * also those who did not answer an offer in time, because they could still ask for their turn.
 */
export const CONCERNED = {
  forum_changed: ["confirmed", "offered", "waiting"],
  forum_cancelled: ["confirmed", "offered", "waiting", "lapsed"],
} as const;
