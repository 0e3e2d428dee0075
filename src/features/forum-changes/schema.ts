import { z } from "zod";
import { Limit } from "@/features/capacity/schema";
import { Moment, OnlineUrl } from "@/features/forums/schema";
import type { Messages } from "@/i18n/messages";

/** Refusals are keys of the messages' ManageErrors namespace. */
type ManageErrorKey = keyof Messages["ManageErrors"];
const error = (key: ManageErrorKey) => ({ error: key });

/** The consequences that the reader has been shown and now confirms. If they have changed, they are shown again. */
const Confirmed = z.string().max(2000).catch("");

export const MoveSchema = z.object({
  startsAt: Moment,
  endsAt: Moment,
  venue: z.string(error("venue_invalid")).min(1, error("venue_invalid")).max(100, error("venue_invalid")),
  confirmed: Confirmed,
});

/** The session to leave out. */
export const LeaveOutSchema = z.object({ session: z.uuid(error("session_invalid")), confirmed: Confirmed });

/** Where a forum meets online. */
export const MeetingLinkSchema = z.object({ onlineUrl: OnlineUrl });

/** The form that cancels a forum asks for a tick, so that one press is not enough. */
export const CancelSchema = z.object({ sure: z.literal("on", error("sure_required")) });

/** The form of limits, for any sessions and roles: a field for each pool, by the pool's name. */
export const LimitsSchema = z.record(z.string(), Limit);
