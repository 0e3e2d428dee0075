import type { VenueDetails } from "@/features/forums/writes";

/** What of a venue readers go by: when one of these changes, those who come have to know. */
const PLACE = ["name", "online", "streetAddress", "postalCode", "municipalityKey"] as const;

/** Which of these differ. */
export function changedOf(before: VenueDetails, after: VenueDetails): (typeof PLACE)[number][] {
  return PLACE.filter((field) => before[field] !== after[field]);
}

/** A venue as it was seen, to tell whether somebody else has changed it meanwhile. */
export const seenOf = (venue: VenueDetails): string => JSON.stringify(PLACE.map((field) => venue[field]));

/** What somebody was shown before they said yes: the new place, and the forums that it concerns. */
export const shownOf = (venue: VenueDetails, forumIds: readonly string[]): string =>
  JSON.stringify([seenOf(venue), forumIds.toSorted()]);

/** A venue in one line, as messages say where a forum was to be before. */
export function inOneLine({ name, online, streetAddress, postalCode, municipality }: VenueDetails): string {
  const town = [postalCode, municipality].filter(Boolean).join("\u00A0");
  return online ? name : [name, streetAddress, town].filter(Boolean).join(", ");
}
