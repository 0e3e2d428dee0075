import "server-only";
import type { JobHandlers } from "@/platform/jobs/queue";
import { planMeetings } from "./commands";
import type { queues } from "./queues";

export const jobs: JobHandlers<typeof queues> = {
  "plan-group-meetings": () => planMeetings(),
};
