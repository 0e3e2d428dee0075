import "server-only";
import type { JobHandlers } from "@/platform/jobs/queue";
import { sendReminders } from "./commands";
import type { queues } from "./queues";

export const jobs: JobHandlers<typeof queues> = {
  "send-reminders": () => sendReminders(),
};
