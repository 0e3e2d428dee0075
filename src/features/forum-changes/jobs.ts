import "server-only";
import { z } from "zod";
import type { JobHandlers } from "@/platform/jobs/queue";
import { sendReminders, tellListeners } from "./commands";
import type { queues } from "./queues";

const AnnounceForum = z.object({ forumId: z.uuid() });

export const jobs: JobHandlers<typeof queues> = {
  "announce-forum": (data) => tellListeners(AnnounceForum.parse(data).forumId),
  "send-reminders": () => sendReminders(),
};
