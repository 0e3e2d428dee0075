import "server-only";
import type { JobHandlers } from "@/platform/jobs/queue";
import { expireOffers } from "./commands";
import type { queues } from "./queues";

export const jobs: JobHandlers<typeof queues> = {
  "expire-offers": async () => {
    await expireOffers();
  },
};
