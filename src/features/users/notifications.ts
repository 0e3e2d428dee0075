import { declareNotifications } from "@/features/notifications/rules";

/** What is told those who are invited; whether they still are is looked at in the letter. Stored: names never change. */
export const notifications = declareNotifications({ invitation: { when: {} } });

declare module "@/features/notifications/schema" {
  interface KnownTemplates extends Readonly<typeof notifications> {}
}
