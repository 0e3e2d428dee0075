import "server-only";
import type { JobHandlers } from "@/platform/jobs/queue";
import { purgeExpiredSignIns } from "./commands";
import type { queues } from "./queues";

export const jobs: JobHandlers<typeof queues> = {
  "forget-sign-ins": () => purgeExpiredSignIns(),
};
