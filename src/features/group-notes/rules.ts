import { addDays } from "@/i18n/time";

/** How many days a note to staff is kept. */
export const NOTE_KEPT_DAYS = 365;

/** Notes written before this instant have been kept long enough. */
export function notesForgottenBefore(now: Date): Date {
  return addDays(now, -NOTE_KEPT_DAYS);
}
