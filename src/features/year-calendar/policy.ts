import { hasRole, type PermitFor, policy } from "@/features/access/policy";
import { ROLES } from "@/features/access/schema";

/** Seeing the year calendar. Everybody who works here may. */
export const canSeeYearCalendar = policy(
  "see_year_calendar",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, ...ROLES),
);
export type SeeYearCalendar = PermitFor<typeof canSeeYearCalendar>;

/** Adding, changing and deleting joint applications, school holidays and the network's own days in the year calendar. */
export const canKeepYearCalendar = policy(
  "keep_year_calendar",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, "staff", "administrator"),
);
export type KeepYearCalendar = PermitFor<typeof canKeepYearCalendar>;
