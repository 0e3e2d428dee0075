import { declareNotifications } from "@/features/notifications/rules";

/** What is told of an account. What it leads to is looked at where the letter is made. Stored: names never change. */
export const notifications = declareNotifications({
  sign_in: { when: {} },
  account_security: { when: {} },
});

declare module "@/features/notifications/schema" {
  interface KnownTemplates extends Readonly<typeof notifications> {}
}
