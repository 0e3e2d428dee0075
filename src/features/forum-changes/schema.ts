import { z } from "zod";
import { Limit } from "@/features/capacity/schema";
import { toLatinDigits } from "@/i18n/formatting";
import type { Messages } from "@/i18n/messages";
import { instantOf } from "@/i18n/time";

/** Refusals are keys of the messages' ManageErrors namespace. */
type ManageErrorKey = keyof Messages["ManageErrors"];
const error = (key: ManageErrorKey) => ({ error: key });

/** A date and time as HTML sends it. Where a browser has no such field, it is typed, in the digits of any keyboard. */
const Moment = z
  .string()
  .transform(toLatinDigits)
  .pipe(z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, error("moment_invalid")))
  .transform((text, context) => {
    const moment = instantOf(text.slice(0, 10), text.slice(11, 16));
    if (moment) return moment;
    context.addIssue({ code: "custom", message: "moment_invalid" satisfies ManageErrorKey });
    return z.NEVER;
  });

/** What the reader has been shown the consequences of, and sends once more. What differs from it is shown again. */
const Confirmed = z.string().max(2000).catch("");

export const MoveSchema = z.object({
  startsAt: Moment,
  endsAt: Moment,
  venue: z.string(error("venue_invalid")).min(1, error("venue_invalid")).max(100, error("venue_invalid")),
  confirmed: Confirmed,
});

/** Which part of the programme is left out. */
export const LeaveOutSchema = z.object({ session: z.uuid(error("session_invalid")), confirmed: Confirmed });

/** Where a forum meets online: an https address, or nothing. */
export const MeetingLinkSchema = z.object({
  onlineUrl: z
    .string()
    .trim()
    .max(500, error("link_invalid"))
    .pipe(
      z.union(
        [z.literal(""), z.url({ protocol: /^https$/, hostname: z.regexes.domain, ...error("link_invalid") })],
        error("link_invalid"),
      ),
    )
    .transform((url) => url || null),
});

/** The form that cancels a forum asks for a tick, so that one press alone does not do it. */
export const CancelSchema = z.object({ sure: z.literal("on", error("sure_required")) });

/** The form of limits, whatever sessions and roles a forum has: a field for each pool, by the pool's name. */
export const LimitsSchema = z.record(z.string(), Limit);
