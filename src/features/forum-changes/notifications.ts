import { ACTIVE, ASKING, COMING, declareNotifications, NEWEST, NOT_OVER } from "@/features/notifications/rules";

/** What is told of a forum: that it comes, that it is soon, that it has changed. Stored: names never change. */
export const notifications = declareNotifications({
  // Late by days it is not a week any more; on the last day the other reminder has been written.
  reminder_week: {
    when: { forum: ["ahead"], party: ["confirmed"], moved: [false] },
    else: { say: "reminder_day", when: { forum: ["days"], party: ["confirmed"], moved: [false] } },
  },
  // A forum that has been moved is reminded of anew, before its new day.
  reminder_day: { urgent: true, when: { forum: COMING, party: ["confirmed"], moved: [false] } },
  forum_changed: { urgent: true, when: { forum: NOT_OVER, party: ACTIVE, outdone: NEWEST } },
  /** To those who chose a part of the programme that is left out. */
  programme_changed: { urgent: true, when: { forum: NOT_OVER, party: ACTIVE, outdone: NEWEST } },
  /** To those who chose a part of the programme that has another time now. */
  session_moved: { urgent: true, when: { forum: NOT_OVER, party: ACTIVE, outdone: NEWEST } },
  /** To those who had chosen another part of the time to which one is moved: they keep that other one. */
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
