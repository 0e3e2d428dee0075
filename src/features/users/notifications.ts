import { declareNotifications } from "@/features/notifications/rules";

/** Messages to invited people; the letter checks whether the invitation is still open. Names are stored: never change them. */
export const notifications = declareNotifications({ invitation: { when: {} } });

declare module "@/features/notifications/schema" {
  interface KnownTemplates extends Readonly<typeof notifications> {}
}
