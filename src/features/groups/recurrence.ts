import "server-only";
import { RRuleTemporal } from "rrule-temporal";
import { inputValue, TIME_ZONE } from "@/i18n/time";

/** A repeating event: its first start, and the value of its RRULE (RFC 5545, 3.3.10). */
export interface Recurring {
  startsAt: Date;
  recurrence: string;
}

/** A local date and time as iCalendar writes it (RFC 5545, 3.3.5), e.g. `20270304T173000`. */
export function localStamp(instant: Date): string {
  return `${inputValue(instant).replaceAll(/[-:]/g, "")}00`;
}

/**
 * The starts of a repeating event from one instant to another, both included, by RFC 5545. It repeats on the Helsinki clock:
 * 17.30 stays 17.30 across both clock changes. A start in the hour that spring skips is left out (3.3.10), and in the hour
 * that autumn repeats it is the first of the two (3.3.5).
 */
export function occurrencesOf({ startsAt, recurrence }: Recurring, from: Date, until: Date): Date[] {
  if (until < from) return [];
  const rule = new RRuleTemporal({
    rruleString: `DTSTART;TZID=${TIME_ZONE}:${localStamp(startsAt)}\nRRULE:${recurrence}`,
  });
  return rule.between(from, until, true).map(({ epochMilliseconds }) => new Date(epochMilliseconds));
}
