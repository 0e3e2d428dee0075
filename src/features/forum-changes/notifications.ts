import { ACTIVE, ASKING, COMING, declareNotifications, NEWEST, NOT_OVER } from "@/features/notifications/rules";

/** Messages about forums: new ones, reminders and changes. Names are stored: never change them. */
export const notifications = declareNotifications({
  // Days too late it is no longer a week before; on the last day the other reminder has been written.
  reminder_week: {
    when: { forum: ["ahead"], party: ["confirmed"], moved: [false] },
    else: { say: "reminder_day", when: { forum: ["days"], party: ["confirmed"], moved: [false] } },
  },
  // A moved forum gets a new reminder before its new day.
  reminder_day: { urgent: true, when: { forum: COMING, party: ["confirmed"], moved: [false] } },
  forum_changed: { urgent: true, when: { forum: NOT_OVER, party: ACTIVE, outdone: NEWEST } },
  /** To parties that chose a session that is left out. */
  programme_changed: { urgent: true, when: { forum: NOT_OVER, party: ACTIVE, outdone: NEWEST } },
  /** To parties that chose a session that has another time now. */
  session_moved: { urgent: true, when: { forum: NOT_OVER, party: ACTIVE, outdone: NEWEST } },
  /** To parties that had already chosen another session at a session's new time: they keep the other one. */
  session_clashes: { urgent: true, when: { forum: NOT_OVER, party: ACTIVE, outdone: NEWEST } },
  staff_session_moved: { when: { forum: NOT_OVER, outdone: NEWEST } },
  forum_cancelled: { urgent: true, when: { forum: ["cancelled"], party: ASKING } },
  staff_forum_changed: { when: { forum: NOT_OVER, outdone: NEWEST } },
  staff_forum_cancelled: { when: { forum: ["cancelled"] } },
  forum_announced: { when: { forum: COMING, hearsOfLaterForums: [true] } },
});

declare module "@/features/notifications/schema" {
  interface KnownTemplates extends Readonly<typeof notifications> {}
}
