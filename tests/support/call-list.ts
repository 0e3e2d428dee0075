import type { MakeCalls } from "@/features/notifications/policy";
import { type CallView, listCallViews, listOpenCalls } from "@/features/notifications/queries";

/** The whole call list of a forum, read page by page as staff do. */
export async function listCalls(permit: MakeCalls, now?: Date): Promise<CallView[]> {
  return listCallViews(permit, await listOpenCalls(permit, now));
}
