import "server-only";
import type { JobHandlers } from "@/platform/jobs/queue";
import { anonymiseRegistrations } from "./commands";
import type { queues } from "./queues";

export const jobs: JobHandlers<typeof queues> = {
  "anonymise-registrations": async () => {
    await anonymiseRegistrations();
  },
};
