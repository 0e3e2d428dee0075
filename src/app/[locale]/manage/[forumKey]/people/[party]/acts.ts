import type { ForumView } from "@/features/forums/queries";
import type { PartyView } from "@/features/registration/people/queries";

export const ACTS = ["accept", "decline", "confirm", "move", "cancel"] as const;
export type Act = (typeof ACTS)[number];

/** The actions that are possible for a party now, until the forum is over. */
export function actsFor({ state, sessions }: ForumView, { status, offers }: PartyView): Act[] {
  if (status === "cancelled" || state === "past" || state === "cancelled" || state === "draft") return [];
  return ACTS.filter((act) => {
    if (act === "accept" || act === "decline") return offers.length > 0;
    if (act === "confirm") return status === "waiting" || status === "lapsed";
    return act === "cancel" || sessions.length > 0;
  });
}
