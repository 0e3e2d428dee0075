import { declareNotifications, NOT_OVER } from "@/features/notifications/rules";

/** Messages to people who look after forums. Names are stored: never change them. */
export const notifications = declareNotifications({
  /** About everything that one act gave. Its letter leaves out what has ended since, and forums that are not held. */
  staff_responsibility_given: { when: { responsibility: ["held"] } },
  staff_responsibility_ended: { when: { forum: ["draft", ...NOT_OVER], responsibility: ["none"] } },
});

declare module "@/features/notifications/schema" {
  interface KnownTemplates extends Readonly<typeof notifications> {}
}
