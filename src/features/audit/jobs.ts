import "server-only";
import type { JobHandlers } from "@/platform/jobs/queue";
import { log } from "@/platform/log";
import { forgetAuditEntries } from "./commands";
import type { queues } from "./queues";

export const jobs: JobHandlers<typeof queues> = {
  "forget-audit-entries": async () => {
    log().info({ removed: await forgetAuditEntries() }, "old audit entries removed");
  },
};
