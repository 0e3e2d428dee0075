import { ACTIVE, COMING, declareNotifications, NEWEST } from "@/features/notifications/rules";

/** Messages about interpreters, to parties and to a forum's staff. Names are stored: never change them. */
export const notifications = declareNotifications({
  interpretation_confirmed: { when: { forum: COMING, party: ACTIVE, interpreter: ["confirmed"], outdone: NEWEST } },
  interpretation_not_available: {
    urgent: true,
    when: { forum: COMING, party: ACTIVE, interpreter: ["not_available"], outdone: NEWEST },
  },
  staff_interpretation_demand: { when: { forum: COMING, interpreter: ["requested"] } },
});

declare module "@/features/notifications/schema" {
  interface KnownTemplates extends Readonly<typeof notifications> {}
}
