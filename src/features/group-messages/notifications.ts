import { declareNotifications } from "@/features/notifications/rules";

/** To members, as long as the group goes on. */
const TO_MEMBERS = { group: ["published"], member: ["member"] } as const;

/**
 * Messages to the members of a group. All are urgent, so that somebody who wants to be called is on the call list. Whoever changes a
 * meeting again writes another message, which makes the one before untrue. Names are stored: never change them.
 */
export const notifications = declareNotifications({
  group_meeting_cancelled: { urgent: true, when: { ...TO_MEMBERS, meeting: ["cancelled"], moved: [false] } },
  group_meeting_moved: { urgent: true, when: { ...TO_MEMBERS, meeting: ["ahead"], moved: [false] } },
  group_meeting_restored: { urgent: true, when: { ...TO_MEMBERS, meeting: ["ahead"], moved: [false] } },
  /** What a tutor or staff wrote to all. */
  group_message: { urgent: true, when: TO_MEMBERS },
});

declare module "@/features/notifications/schema" {
  interface KnownTemplates extends Readonly<typeof notifications> {}
}
