import "server-only";
import { z } from "zod";
import type { JobHandlers } from "@/platform/jobs/queue";
import { deliverNotification, queueWaitingSms } from "./commands";
import type { Letters } from "./letter";
import { composeMessage } from "./queries";
import type { queues } from "./queues";

const DeliverMessage = z.object({ messageId: z.uuid() });

export const jobs: JobHandlers<typeof queues> = {
  "deliver-message": (data, { letters }) =>
    deliverNotification(DeliverMessage.parse(data).messageId, (message) => composeMessage(letters, message)),
  "queue-waiting-sms": () => queueWaitingSms(),
};

declare module "@/platform/jobs/queue" {
  interface JobContext {
    /** The letters of all features. */
    letters: Letters;
  }
}
