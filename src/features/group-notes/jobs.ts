import "server-only";
import type { JobHandlers } from "@/platform/jobs/queue";
import { forgetGroupNotes } from "./commands";
import type { queues } from "./queues";

export const jobs: JobHandlers<typeof queues> = {
  "forget-group-notes": () => forgetGroupNotes(),
};
