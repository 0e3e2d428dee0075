import { hasRole, type PermitFor, policy } from "@/features/access/policy";
import { ROLES } from "@/features/access/schema";

/** Seeing the year calendar: everybody who works here. */
export const canSeeYearCalendar = policy(
  "see_year_calendar",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, ...ROLES),
);
export type SeeYearCalendar = PermitFor<typeof canSeeYearCalendar>;

/** Writing down joint application, school holidays and days of the network in the year calendar, changing and deleting them. */
export const canKeepYearCalendar = policy(
  "keep_year_calendar",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, "staff", "administrator"),
);
export type KeepYearCalendar = PermitFor<typeof canKeepYearCalendar>;
