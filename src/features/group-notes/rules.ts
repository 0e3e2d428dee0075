import { addDays, inputValue, instantOf } from "@/i18n/time";

/** How many days a note to staff is kept. */
export const NOTE_KEPT_DAYS = 365;

/** Notes written before this instant have been kept long enough. */
export function notesForgottenBefore(now: Date): Date {
  return addDays(now, -NOTE_KEPT_DAYS);
}

/** When staff are told of what was written after they had been told once that day: at eight the next morning in Helsinki. */
export function nextMorning(now: Date): Date {
  const tomorrow = addDays(now, 1);
  return instantOf(inputValue(tomorrow).slice(0, 10), "08:00") ?? tomorrow;
}
