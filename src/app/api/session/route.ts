import { currentLoginSession, peekSession } from "@/features/accounts/actor";
import { formatTime } from "@/i18n/formatting";

export const dynamic = "force-dynamic";

/**
 * How long this browser's session lasts: milliseconds left, and the time of day at which it ends; null if there is
 * none. With `?stay=1` the request counts as a use of the session, as opening a page does.
 */
export async function GET(request: Request) {
  const stays = new URL(request.url).searchParams.get("stay") === "1";
  const session = await (stays ? currentLoginSession() : peekSession());
  const until = session && { left: session.endsAt.getTime() - Date.now(), time: formatTime(session.endsAt) };
  return Response.json(until, { headers: { "Cache-Control": "no-store" } });
}
