import "server-only";
import { TZDate } from "@date-fns/tz";
import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { sequenceAt, serialise, vtimezone } from "@/features/forums/calendar";
import { type PublicFile, publicFile } from "@/features/forums/public-file";
import { keep } from "@/features/forums/queries";
import type { Locale } from "@/i18n/locales";
import { finnishNameOf } from "@/i18n/municipalities";
import { routes } from "@/i18n/routes";
import { MINUTE, TIME_ZONE } from "@/i18n/time";
import { env } from "@/platform/env";
import { groupTag } from "./cache-tags";
import { findGroupCalendar, type GroupCalendarView } from "./queries";
import { localStamp, occurrencesOf } from "./recurrence";
import { meetingsAt } from "./rules";

interface CalendarWords {
  /** The calendar's name. */
  name: string;
  /** Where an online group meets. */
  online: string;
  /** The word before a cancelled meeting's title. */
  cancelledLabel: string;
}

/** What may be said of where a group meets, as in a Finnish address; null if online. */
function whereOf({ placeName, address, district, municipalityKey }: GroupCalendarView): string | null {
  if (municipalityKey === "online") return null;
  return [placeName, address, district, finnishNameOf(municipalityKey)].filter(Boolean).join(", ");
}

/**
 * A group's meetings as an iCalendar object (RFC 5545): one repeating entry with Helsinki wall-clock times. Days on which the
 * group does not meet are its EXDATEs, as far ahead as they are known. A meeting that was moved or cancelled has an entry of its own with the same UID and,
 * as RECURRENCE-ID (3.8.4.4), the time that the schedule has; so has one with a topic. Names the place only as far as the group has it
 * public.
 */
export function groupCalendar(
  group: GroupCalendarView,
  { locale, name, online, cancelledLabel }: CalendarWords & { locale: Locale },
): string {
  const { APP_URL } = env();
  const url = `${APP_URL}${routes.group(locale, group.slug)}`;
  const uid = `group-${group.id}@${new URL(APP_URL).hostname}`;
  const calendar = new ICalCalendar({
    name,
    prodId: { company: "OmaPolku", product: "portal", language: locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    timezone: { name: null, generator: vtimezone },
    ttl: 3600,
  });
  const zoned = (instant: Date) => new TZDate(instant, TIME_ZONE);
  const { plannedUntil } = group;
  const starts = occurrencesOf(group, group.startsAt, plannedUntil);
  // Not planned yet, but a summer is known long before.
  const later = occurrencesOf(group, new Date(plannedUntil.getTime() + 1), group.leftOutUntil);
  const held = new Set(meetingsAt(later, group).map(({ scheduledAt }) => scheduledAt.getTime()));
  const known = new Map(group.meetings.map((meeting) => [meeting.scheduledAt.getTime(), meeting]));
  const free = [
    ...starts.filter((start) => !known.has(start.getTime())),
    ...later.filter((start) => !held.has(start.getTime())),
  ];
  const exceptions = free.length > 0 ? `\r\nEXDATE;TZID=${TIME_ZONE}:${free.map(localStamp).join(",")}` : "";
  const entry = (startsAt: Date, endsAt: Date, changedAt: Date, topic: string | null = null) => ({
    id: uid,
    start: zoned(startsAt),
    end: zoned(endsAt),
    timezone: TIME_ZONE,
    stamp: changedAt,
    lastModified: changedAt,
    sequence: sequenceAt(changedAt),
    description: [topic, group.text.summary, url].filter(Boolean).join("\n\n"),
    url,
    location: whereOf(group) ?? online,
  });
  calendar.createEvent({
    ...entry(group.startsAt, new Date(group.startsAt.getTime() + group.minutes * MINUTE), group.updatedAt),
    summary: group.text.title,
    status: ICalEventStatus.CONFIRMED,
    repeating: `RRULE:${group.recurrence}${exceptions}`,
  });
  for (const start of starts) {
    const meeting = known.get(start.getTime());
    // A topic that was taken away keeps its entry, because calendars have one with the topic.
    const changes = [meeting?.changedAt, meeting?.topicAt].flatMap((at) => (at ? [at.getTime()] : []));
    if (!meeting || changes.length === 0) continue;
    const cancelled = meeting.cancelledAt !== null;
    calendar.createEvent({
      ...entry(meeting.startsAt, meeting.endsAt, new Date(Math.max(...changes)), cancelled ? null : meeting.topic),
      recurrenceId: zoned(start),
      summary: cancelled ? `${cancelledLabel}: ${group.text.title}` : group.text.title,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return serialise(calendar);
}

/** The calendar file of a group, written once for everybody until something about the group changes; null if it has none. */
export async function writeGroupFile(locale: Locale, slug: string, words: CalendarWords): Promise<PublicFile | null> {
  "use cache";
  keep(groupTag(slug));
  const group = await findGroupCalendar(locale, slug);
  return group && publicFile(groupCalendar(group, { locale, ...words }));
}
