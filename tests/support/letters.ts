import { LETTERS } from "@/contributions/letters";
import * as notifications from "@/features/notifications/queries";

type Message = Parameters<typeof notifications.composeMessage>[1];

/** What a message of the outbox would say now, composed with all features' letters as by the worker. */
export const composeMessage = (message: Message, now?: Date) => notifications.composeMessage(LETTERS, message, now);
