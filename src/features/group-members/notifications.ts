import { declareNotifications, NEWEST } from "@/features/notifications/rules";

const ON = ["published"] as const;
const HERE = ["asked", "waiting", "member"] as const;

/** Messages to people of groups about their place there, and to those who lead groups. Names are stored: never change them. */
export const notifications = declareNotifications({
  group_asked: { when: { group: ON, member: ["asked"], outdone: NEWEST } },
  // What those who lead a group decide must not be missed: somebody waits for it.
  group_waiting: { urgent: true, when: { group: ON, member: ["waiting"], outdone: NEWEST } },
  group_welcomed: { urgent: true, when: { group: ON, member: ["member"], outdone: NEWEST } },
  group_pointed: { urgent: true, when: { member: ["pointed"], outdone: NEWEST } },
  group_removed: { urgent: true, when: { member: ["left"], outdone: NEWEST } },
  group_left: { when: { member: ["left"], outdone: NEWEST } },
  group_contact_changed: { when: { member: HERE, outdone: NEWEST } },
  /** To an address that somebody gave up. */
  group_address_changed: { when: { member: ["elsewhere"] } },
  // Of several new links only the last is valid, and each letter carries the link that is valid when it is sent.
  group_link_renewed: { when: { member: [...HERE, "pointed", "left"], outdone: NEWEST } },
  staff_group_asked: { when: { group: ON, responsibility: ["held"], outdone: NEWEST } },
  staff_group_unanswered: { when: { group: ON, responsibility: ["held"], outdone: NEWEST } },
});

declare module "@/features/notifications/schema" {
  interface KnownTemplates extends Readonly<typeof notifications> {}
}
