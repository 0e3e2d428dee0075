import { announceForum, tellListeners } from "@/features/forum-changes/commands";
import { canChangeForum } from "@/features/forum-changes/policy";
import { forumSubject, permitted } from "./permits";

/** Announces a forum and then does the job, as the worker would. */
export async function announce(forumId: string): Promise<Awaited<ReturnType<typeof announceForum>>> {
  const result = await announceForum(permitted(canChangeForum, forumSubject(forumId)));
  await tellListeners(forumId);
  return result;
}
