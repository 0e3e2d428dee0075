import { declareNotifications, NEWEST } from "@/features/notifications/rules";

/** Messages to people who lead groups. Names are stored: never change them. Their letters check who leads the group. */
export const notifications = declareNotifications({
  staff_tutor_named: { when: { outdone: NEWEST } },
  staff_tutor_ended: { when: { outdone: NEWEST } },
});

declare module "@/features/notifications/schema" {
  interface KnownTemplates extends Readonly<typeof notifications> {}
}
