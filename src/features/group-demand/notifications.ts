import { declareNotifications } from "@/features/notifications/rules";

/**
 * Messages to people who wanted to be told of a group. Names are stored: never change them. Whether the group still has room for
 * them is what the letter itself asks.
 */
export const notifications = declareNotifications({ group_wish_met: { when: {} } });

declare module "@/features/notifications/schema" {
  interface KnownTemplates extends Readonly<typeof notifications> {}
}
