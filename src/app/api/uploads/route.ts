import { Permit } from "@/features/access/policy";
import { currentActor } from "@/features/accounts/actor";
import { canListMedia } from "@/features/media/policy";

export const dynamic = "force-dynamic";

/**
 * Tells src/server/uploads.ts whose browser sends a file, if they may upload any. To anybody else it tells only their own
 * account's id.
 */
export async function GET() {
  const actor = await currentActor();
  const account = actor.id && Permit.ask(canListMedia, actor, null) ? actor.id : undefined;
  return Response.json({ account }, { headers: { "Cache-Control": "no-store" } });
}
