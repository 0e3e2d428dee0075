import "server-only";
import { z } from "zod";
import type { JobHandlers } from "@/platform/jobs/queue";
import { deleteUnusedMedia, encodePicture, tidyStorage } from "./commands";
import type { queues } from "./queues";

export const jobs: JobHandlers<typeof queues> = {
  "encode-picture": (data) => encodePicture(z.object({ id: z.uuid() }).parse(data).id),
  "tidy-media": async () => {
    await deleteUnusedMedia();
    await tidyStorage();
  },
};
