import "server-only";
import { z } from "zod";
import type { JobHandlers } from "@/platform/jobs/queue";
import { type Compose, deliverNotification, queueWaitingSms } from "./commands";
import type { queues } from "./queues";

const DeliverMessage = z.object({ messageId: z.uuid() });

export const jobs: JobHandlers<typeof queues> = {
  "deliver-message": (data, { compose }) => deliverNotification(DeliverMessage.parse(data).messageId, compose),
  "queue-waiting-sms": () => queueWaitingSms(),
};

declare module "@/platform/jobs/queue" {
  interface JobContext {
    compose: Compose;
  }
}
