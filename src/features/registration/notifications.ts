import { ACTIVE, ASKING, COMING, declareNotifications, NEWEST, NOT_OVER } from "@/features/notifications/rules";

/** Messages to a party about its registration and its waiting. Names are stored: never change them. */
export const notifications = declareNotifications({
  registration_confirmed: { when: { forum: NOT_OVER, party: ["confirmed"], outdone: NEWEST } },
  registration_waiting: { when: { forum: COMING, party: ["waiting"], outdone: NEWEST } },
  // The places were given and the party then changed them itself: it still has a place, but we no longer know which
  // ones were given.
  registration_promoted: {
    urgent: true,
    when: { forum: NOT_OVER, party: ["confirmed"], offer: ["given", "none"] },
    else: { say: "registration_confirmed", when: { forum: NOT_OVER, party: ["confirmed"] } },
  },
  registration_changed: { when: { forum: NOT_OVER, party: ASKING, outdone: NEWEST } },
  // People who did not cancel themselves should know, whatever became of the forum.
  registration_cancelled: { when: { party: ["cancelled"] } },
  // Of several new links only the last is valid, and each letter carries the link that is valid when it is sent.
  link_renewed: { when: { forum: NOT_OVER, party: ASKING, outdone: NEWEST } },
  /** To an address that the party gave up. */
  address_changed: { when: { forum: NOT_OVER, party: ["elsewhere"] } },
  /** Only on the call list: to ask for another address. */
  address_refused: { urgent: true, when: { forum: NOT_OVER, party: ASKING, unreachable: [true] } },
  offer_made: { urgent: true, when: { forum: COMING, party: ACTIVE, offer: ["open"] } },
  offer_expired: { when: { forum: COMING, party: ASKING, offer: ["lapsed"] } },
});

declare module "@/features/notifications/schema" {
  interface KnownTemplates extends Readonly<typeof notifications> {}
}
