import "server-only";
import type { JobHandlers } from "@/platform/jobs/queue";
import { forgetGroupMessages } from "./commands";
import type { queues } from "./queues";

export const jobs: JobHandlers<typeof queues> = {
  "forget-group-messages": () => forgetGroupMessages(),
};
