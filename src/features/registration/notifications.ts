import { ACTIVE, ASKING, COMING, declareNotifications, NEWEST, NOT_OVER } from "@/features/notifications/rules";

/** What a party is told of its own registration and of what it waits for. Stored: names never change. */
export const notifications = declareNotifications({
  registration_confirmed: { when: { forum: NOT_OVER, party: ["confirmed"], outdone: NEWEST } },
  registration_waiting: { when: { forum: COMING, party: ["waiting"], outdone: NEWEST } },
  // What was given and then changed by the party itself: that there is a place is still so, what was given is not known.
  registration_promoted: {
    urgent: true,
    when: { forum: NOT_OVER, party: ["confirmed"], offer: ["given", "none"] },
    else: { say: "registration_confirmed", when: { forum: NOT_OVER, party: ["confirmed"] } },
  },
  registration_changed: { when: { forum: NOT_OVER, party: ASKING, outdone: NEWEST } },
  // Whoever did not cancel themselves should know, whatever has become of the forum.
  registration_cancelled: { when: { party: ["cancelled"] } },
  // Of two new links only the last opens anything, and each letter carries the one that is valid when it leaves.
  link_renewed: { when: { forum: NOT_OVER, party: ASKING, outdone: NEWEST } },
  /** To an address that the party gave up. */
  address_changed: { when: { forum: NOT_OVER, party: ["elsewhere"] } },
  /** On the call list alone: to be asked for another address. */
  address_refused: { urgent: true, when: { forum: NOT_OVER, party: ASKING, unreachable: [true] } },
  offer_made: { urgent: true, when: { forum: COMING, party: ACTIVE, offer: ["open"] } },
  offer_expired: { when: { forum: COMING, party: ASKING, offer: ["lapsed"] } },
});

declare module "@/features/notifications/schema" {
  interface KnownTemplates extends Readonly<typeof notifications> {}
}
