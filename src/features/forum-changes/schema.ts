import { z } from "zod";
import { Limit } from "@/features/capacity/schema";
import { Moment, OnlineUrl } from "@/features/forums/schema";
import type { Messages } from "@/i18n/messages";

/** Refusals are keys of the messages' ManageErrors namespace. */
type ManageErrorKey = keyof Messages["ManageErrors"];
const error = (key: ManageErrorKey) => ({ error: key });

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

/** Where a forum meets online. */
export const MeetingLinkSchema = z.object({ onlineUrl: OnlineUrl });

/** The form that cancels a forum asks for a tick, so that one press alone does not do it. */
export const CancelSchema = z.object({ sure: z.literal("on", error("sure_required")) });

/** The form of limits, whatever sessions and roles a forum has: a field for each pool, by the pool's name. */
export const LimitsSchema = z.record(z.string(), Limit);
