import "server-only";
import type { JobHandlers } from "@/platform/jobs/queue";
import type { queues } from "./queues";
import { purgeRateLimits } from "./rate-limit";

export const jobs: JobHandlers<typeof queues> = {
  "forget-limits": purgeRateLimits,
};
