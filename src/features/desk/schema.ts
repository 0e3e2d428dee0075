import { z } from "zod";
import { toLatinDigits } from "@/i18n/formatting";
import type { Messages } from "@/i18n/messages";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";
import { instantOf } from "@/i18n/time";

/** Refusals are keys of the messages' ManageErrors namespace. */
export type ManageErrorKey = keyof Messages["ManageErrors"];
const error = (key: ManageErrorKey) => ({ error: key });

export const Id = z.uuid();

/** A number of places; empty: not limited. */
const Limit = z
  .string()
  .max(20)
  .catch("")
  .transform((text, context) => {
    const digits = toLatinDigits(text).trim();
    if (digits === "") return null;
    if (/^\d{1,5}$/.test(digits)) return Number(digits);
    context.addIssue({ code: "custom", message: "limit_invalid" satisfies ManageErrorKey });
    return z.NEVER;
  });

/** Every field of the form of limits, whatever sessions and roles a forum has. */
export const LimitsSchema = z.record(z.string(), Limit);

const Moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, error("moment_invalid"))
  .transform((text, context) => {
    const moment = instantOf(text.slice(0, 10), text.slice(11, 16));
    if (moment) return moment;
    context.addIssue({ code: "custom", message: "moment_invalid" satisfies ManageErrorKey });
    return z.NEVER;
  });

export const MoveSchema = z.object({
  startsAt: Moment,
  endsAt: Moment,
  venue: z.string(error("venue_invalid")).min(1, error("venue_invalid")).max(100, error("venue_invalid")),
});

export const LanguageSchema = z.object({
  language: z.enum(SPOKEN_LANGUAGE_CODES, error("language_invalid")),
  state: z.enum(["requested", "confirmed", "not_available"], error("state_invalid")),
  threshold: Limit,
  deadline: z
    .string()
    .max(20)
    .catch("")
    .transform((day, context) => {
      if (day === "") return null;
      const moment = instantOf(day, "23:59");
      if (moment) return moment;
      context.addIssue({ code: "custom", message: "moment_invalid" satisfies ManageErrorKey });
      return z.NEVER;
    }),
});
