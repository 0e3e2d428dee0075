import type { Locale } from "@/i18n/locales";
import { finnishNameOf } from "@/i18n/municipalities";
import { routes } from "@/i18n/routes";
import type { GroupView } from "./queries";

/**
 * The group as a schema.org EventSeries with its next meetings, for a script element: `<` is escaped, so that no text can
 * end the element. Names the place only as far as the group has it public.
 */
export function groupSeries(group: GroupView, locale: Locale, appUrl: string): string {
  const url = `${appUrl}${routes.group(locale, group.slug)}`;
  const online = group.place === "online";
  const shared = {
    name: group.text.title,
    url,
    eventAttendanceMode: `https://schema.org/${online ? "OnlineEventAttendanceMode" : "OfflineEventAttendanceMode"}`,
    location: online
      ? { "@type": "VirtualLocation", url }
      : {
          "@type": "Place",
          name: group.placeName ?? group.district ?? finnishNameOf(group.place),
          address: [group.address, group.district, finnishNameOf(group.place)].filter(Boolean).join(", "),
        },
  };
  return JSON.stringify({
    "@context": "https://schema.org",
    "@type": "EventSeries",
    ...shared,
    description: group.text.summary,
    inLanguage: group.languages,
    isAccessibleForFree: true,
    organizer: {
      "@type": "Organization",
      name: group.organisation.name,
      ...(group.organisation.url && { url: group.organisation.url }),
    },
    subEvent: group.meetings.map(({ startsAt, endsAt, cancelled, movedFrom }) => ({
      "@type": "Event",
      ...shared,
      startDate: startsAt.toISOString(),
      endDate: endsAt.toISOString(),
      eventStatus: `https://schema.org/${cancelled ? "EventCancelled" : movedFrom ? "EventRescheduled" : "EventScheduled"}`,
      ...(movedFrom && !cancelled && { previousStartDate: movedFrom.toISOString() }),
    })),
  }).replaceAll("<", "\\u003c");
}
