import { declareNotifications } from "@/features/notifications/rules";

/** Messages to the staff of groups about notes. Names are stored: never change them. Their letter checks whether a note is left. */
export const notifications = declareNotifications({
  staff_group_note: { when: { responsibility: ["held", "idle", "colleague"] } },
});

declare module "@/features/notifications/schema" {
  interface KnownTemplates extends Readonly<typeof notifications> {}
}
