import { declareNotifications } from "@/features/notifications/rules";

/** Messages about accounts. Their letters check what they lead to. Names are stored: never change them. */
export const notifications = declareNotifications({
  sign_in: { awaited: true, when: {} },
  account_security: { when: {} },
});

declare module "@/features/notifications/schema" {
  interface KnownTemplates extends Readonly<typeof notifications> {}
}
