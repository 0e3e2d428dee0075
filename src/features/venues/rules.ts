import type { VenueDetails } from "@/features/forums/writes";

/** The parts of a venue by which readers find it: if one changes, people who come must know. */
const PLACE = ["name", "online", "streetAddress", "postalCode", "municipalityKey"] as const;

/** Which of these differ. */
export function changedOf(before: VenueDetails, after: VenueDetails): (typeof PLACE)[number][] {
  return PLACE.filter((field) => before[field] !== after[field]);
}

/** The details that decide where a venue's point on the map is: a new name does not move it. */
const POINTED: readonly (typeof PLACE)[number][] = ["online", "streetAddress", "postalCode", "municipalityKey"];

/** Whether two points on the map are the same. */
export const isSamePoint = (before: VenueDetails, after: VenueDetails): boolean =>
  before.latitude === after.latitude && before.longitude === after.longitude;

/** Whether a venue with a new address would keep the old one's point. */
export const keepsOldPoint = (before: VenueDetails, after: VenueDetails): boolean =>
  after.latitude !== null &&
  isSamePoint(before, after) &&
  changedOf(before, after).some((field) => POINTED.includes(field));

/** A point on the map as a form shows it: latitude and longitude, as map services do. */
export const pointOf = ({ latitude, longitude }: Pick<VenueDetails, "latitude" | "longitude">): string =>
  latitude === null || longitude === null ? "" : `${latitude}, ${longitude}`;

/** A venue as the user saw it, to tell whether somebody else has changed it meanwhile. */
export const seenOf = (venue: VenueDetails): string =>
  JSON.stringify([...PLACE, "latitude" as const, "longitude" as const].map((field) => venue[field]));

/** What the user was shown before confirming: the new place, and the forums that it concerns. */
export const shownOf = (venue: VenueDetails, forumIds: readonly string[]): string =>
  JSON.stringify([seenOf(venue), forumIds.toSorted()]);

/** A venue in one line, for messages about where a forum was to be before. */
export function inOneLine({ name, online, streetAddress, postalCode, municipality }: VenueDetails): string {
  const town = [postalCode, municipality].filter(Boolean).join("\u00A0");
  return online ? name : [name, streetAddress, town].filter(Boolean).join(", ");
}
