import "server-only";
import type { JobHandlers } from "@/platform/jobs/queue";
import type { queues } from "./queues";
import { expireOffers } from "./waiting-list/commands";

export const jobs: JobHandlers<typeof queues> = {
  "expire-offers": async () => {
    await expireOffers();
  },
};
