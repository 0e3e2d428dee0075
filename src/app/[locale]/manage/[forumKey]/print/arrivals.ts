import "server-only";
import { Permit } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";
import { canKeepDoor } from "@/features/door/policy";
import { findDoorSubject, getDoor } from "@/features/door/queries";
import type { DoorSum } from "@/features/door/rules";
import type { ForumView } from "@/features/forums/queries";

/** Who has arrived at a forum by the log of its door; null before its day. */
export async function findArrivals(forum: ForumView, actor: Actor): Promise<DoorSum | null> {
  const subject = await findDoorSubject(forum.id);
  const permit = subject && Permit.ask(canKeepDoor, actor, subject);
  return permit ? (await getDoor(permit)).sum : null;
}
