import "server-only";
import { TZDate } from "@date-fns/tz";
import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { tzlib_get_ical_block } from "timezones-ical-library";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { TIME_ZONE } from "@/i18n/time";
import { env } from "@/platform/env";
import { FORUMS_TAG } from "./cache-tags";
import { type PublicFile, publicFile } from "./public-file";
import { type CalendarForumView, keep, listForumsForCalendar } from "./queries";
import { formatWhere } from "./rules";
import type { ForumFilterSchema } from "./schema";

/** The VTIMEZONE component that RFC 5545 requires beside a TZID. */
export function vtimezone(zone: string): string {
  const block = tzlib_get_ical_block(zone);
  return (Array.isArray(block) ? block[0] : block) ?? "";
}

interface CalendarOptions {
  locale: Locale;
  /** The calendar's name, shown by calendar apps. */
  name: string;
  method: "PUBLISH" | "CANCEL";
  /** The word before a cancelled forum's title. */
  cancelledLabel: string;
  /** The address of an entry; the forum's page by default. */
  urlOf?: (forum: CalendarForumView) => string;
  /** True if the owner of this copy no longer comes, although the forum is held. */
  withdrawn?: boolean;
  /** When the entries were true: for a mail, when it is written; by default, when the forum last changed. */
  asOf?: Date;
}

/** SEQUENCE counts from here, so that it fits the 31 bits of an RFC 5545 integer (3.3.8) until 2088. */
const SEQUENCE_START = Date.UTC(2020, 0, 1);

/**
 * The version of an entry: the seconds since 2020 at which it was true. Page, feed and mail share this scale, so that
 * among copies with one UID the later replaces the earlier (RFC 5546, 2.1.5): record 017.
 */
export function sequenceAt(instant: Date): number {
  return Math.max(0, Math.floor((instant.getTime() - SEQUENCE_START) / 1000));
}

/**
 * Writes a calendar as RFC 5545 requires: properties before components and at least one component (3.6), and a line
 * break after every line, including the last (3.1).
 */
export function serialise(calendar: ICalCalendar): string {
  const text = `${calendar.toString().trimEnd()}\r\n`;
  const component = /^BEGIN:(VTIMEZONE|VEVENT)\r\n[\s\S]*?^END:\1\r\n/gm;
  const components = text.match(component) ?? [`${vtimezone(TIME_ZONE).trim()}\r\n`];
  const properties = text.replace(component, "").replace(/END:VCALENDAR\r\n$/, "");
  return `${properties}X-WR-TIMEZONE:${TIME_ZONE}\r\n${components.join("")}END:VCALENDAR\r\n`;
}

/**
 * An iCalendar object (RFC 5545) of forums, with Helsinki wall-clock times and their VTIMEZONE. An entry has the same
 * UID for a forum's whole life, whoever issues it, so that calendars replace it instead of showing it twice: record
 * 017.
 */
export function forumCalendar(forums: readonly CalendarForumView[], options: CalendarOptions): string {
  const { APP_URL } = env();
  const host = new URL(APP_URL).hostname;
  const calendar = new ICalCalendar({
    name: options.name,
    prodId: { company: "OmaPolku", product: "portal", language: options.locale.toUpperCase() },
    method: options.method === "CANCEL" ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    // No zone for the whole calendar: with one, ical-generator writes stamps as local times, which RFC 5545 forbids.
    timezone: { name: null, generator: vtimezone },
    ttl: 3600,
  });
  for (const forum of forums) {
    const asOf = options.asOf && options.asOf > forum.updatedAt ? options.asOf : forum.updatedAt;
    const url = options.urlOf?.(forum) ?? `${APP_URL}${routes.forum(options.locale, forum.slug)}`;
    const cancelled = options.withdrawn === true || forum.state === "cancelled";
    const event = calendar.createEvent({
      id: `forum-${forum.id}@${host}`,
      start: new TZDate(forum.startsAt, TIME_ZONE),
      end: new TZDate(forum.endsAt, TIME_ZONE),
      timezone: TIME_ZONE,
      stamp: asOf,
      lastModified: forum.updatedAt,
      sequence: sequenceAt(asOf),
      summary: cancelled ? `${options.cancelledLabel}: ${forum.text.title}` : forum.text.title,
      description: `${forum.text.summary}\n\n${url}`,
      url,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      organizer: { name: forum.contact.name, email: forum.contact.email },
    });
    const where = formatWhere(forum);
    if (forum.coordinates)
      event.location({ title: where, geo: { lat: forum.coordinates.latitude, lon: forum.coordinates.longitude } });
    else event.location(where);
  }
  return serialise(calendar);
}

/** The calendar of coming forums that match a filter, written once for everybody until a forum changes. */
export async function writeForumsFeed(
  locale: Locale,
  filter: ForumFilterSchema,
  words: Pick<CalendarOptions, "name" | "cancelledLabel">,
): Promise<PublicFile> {
  "use cache";
  keep(FORUMS_TAG);
  const forums = await listForumsForCalendar(locale, filter);
  return publicFile(forumCalendar(forums, { locale, method: "PUBLISH", ...words }));
}
