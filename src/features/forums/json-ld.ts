import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import type { ForumView } from "./queries";

/** The forum as a schema.org Event, for a script element: `<` is escaped, so that no text can end the element. */
export function forumEvent(forum: ForumView, locale: Locale, appUrl: string): string {
  const url = `${appUrl}${routes.forum(locale, forum.slug)}`;
  return JSON.stringify({
    "@context": "https://schema.org",
    "@type": "Event",
    name: forum.text.title,
    description: forum.text.summary,
    inLanguage: forum.languages.filter(({ state }) => state !== "not_available").map(({ language }) => language),
    url,
    image: `${appUrl}${routes.forumImage(locale, forum.slug)}`,
    startDate: forum.startsAt.toISOString(),
    endDate: forum.endsAt.toISOString(),
    eventStatus: `https://schema.org/${forum.state === "cancelled" ? "EventCancelled" : "EventScheduled"}`,
    eventAttendanceMode: `https://schema.org/${forum.online ? "OnlineEventAttendanceMode" : "OfflineEventAttendanceMode"}`,
    isAccessibleForFree: true,
    location: forum.online
      ? { "@type": "VirtualLocation", url }
      : { "@type": "Place", name: forum.venueName, address: forum.address },
    organizer: {
      "@type": "Organization",
      name: forum.organisation.name,
      ...(forum.organisation.url && { url: forum.organisation.url }),
    },
    ...(forum.capacity !== null && {
      maximumAttendeeCapacity: forum.capacity,
      remainingAttendeeCapacity: forum.seatsLeft,
    }),
  }).replaceAll("<", "\\u003c");
}
