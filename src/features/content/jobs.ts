import "server-only";
import type { JobHandlers } from "@/platform/jobs/queue";
import { log } from "@/platform/log";
import { forgetDraftsOfEndedLinks } from "./commands";
import type { queues } from "./queues";

export const jobs: JobHandlers<typeof queues> = {
  "forget-text-drafts": async () => {
    log().info({ removed: await forgetDraftsOfEndedLinks() }, "drafts of ended links removed");
  },
};
