import "server-only";
import type { JobHandlers } from "@/platform/jobs/queue";
import { forgetOldWishes, tellWishes } from "./commands";
import type { queues } from "./queues";

export const jobs: JobHandlers<typeof queues> = {
  "tell-group-wishes": () => tellWishes(),
  "forget-group-wishes": () => forgetOldWishes(),
};
