import { z } from "zod";
import { Id } from "@/features/access/schema";
import { toLatinDigits } from "@/i18n/formatting";
import type { Messages } from "@/i18n/messages";

/** Every error is a key of the messages' TutorHourErrors namespace. */
const error = (key: keyof Messages["TutorHourErrors"]) => ({ error: key });

/** What a tutor's time went into, as stored. */
export const TUTOR_WORK = ["meeting", "preparing", "contacts", "training", "other"] as const;
export type TutorWork = (typeof TUTOR_WORK)[number];

/** The shortest time that is entered, in minutes; longer ones are whole multiples of it. */
const STEP = 15;
/** The longest time of one entry, in minutes. */
const LONGEST = 600;

/** The most minutes that one tutor enters for one day, in all their groups. */
export const MOST_ON_A_DAY = 24 * 60;

/** The times that the form offers, in minutes. */
export const DURATIONS: readonly number[] = Array.from({ length: LONGEST / STEP }, (_, n) => (n + 1) * STEP);

/** Time that a tutor spent on one day. */
export const TutorHoursSchema = z.object({
  /** A day of the Helsinki calendar. */
  day: z
    .string()
    .catch("")
    .transform((text) => toLatinDigits(text).trim())
    .pipe(z.iso.date(error("day_invalid"))),
  minutes: z
    .string()
    .catch("")
    .transform((text) => Number(toLatinDigits(text)))
    .refine((minutes) => DURATIONS.includes(minutes), error("minutes_invalid")),
  work: z.enum(TUTOR_WORK, error("work_invalid")),
  /** An id that the page made up. Each page has its own. */
  form: Id,
});
export type TutorHoursSchema = z.infer<typeof TutorHoursSchema>;

/** A year of hours, as an address names it; undefined for the present one. */
export const HoursYear = z.coerce.number().int().min(2020).max(2099).optional().catch(undefined);
