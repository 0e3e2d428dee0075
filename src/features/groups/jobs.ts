import "server-only";
import type { JobHandlers } from "@/platform/jobs/queue";
import { forgetTopics, planMeetings } from "./commands";
import type { queues } from "./queues";

export const jobs: JobHandlers<typeof queues> = {
  "forget-meeting-topics": () => forgetTopics(),
  "plan-group-meetings": () => planMeetings(),
};
