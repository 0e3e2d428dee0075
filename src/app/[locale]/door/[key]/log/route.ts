import { Permit } from "@/features/access/policy";
import { findDoor, mustSignIn } from "@/features/door/actor";
import { noteEntries, noteListTaken } from "@/features/door/commands";
import { canKeepDoor } from "@/features/door/policy";
import { findDoorList, listEntries } from "@/features/door/queries";
import { DOOR_SENDINGS } from "@/features/door/rules";
import { type DoorAnswer, DoorRequestSchema } from "@/features/door/schema";
import { consumeRateLimit } from "@/platform/security/rate-limit";
import { localeOf } from "../../../locale-params";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ locale: string; key: string }>;
}

const nothing = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers: { "Cache-Control": "no-store", ...headers } });

/** A browser that is led here sees that this is no page. */
export async function GET(): Promise<Response> {
  return nothing(404);
}

/**
 * Takes what a device at the door noted and answers with what it does not have yet. features/door/schema.ts describes
 * both. Only JSON is accepted: a page of another site cannot send that with the user's cookie.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const locale = await localeOf(params);
  const { key } = await params;
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) return nothing(415);
  const found = await findDoor(key);
  if (!found || found.actor.kind === "stranger") return nothing((await mustSignIn(key)) ? 401 : 404);
  const permit = Permit.ask(canKeepDoor, found.actor, found.subject);
  if (!permit) return nothing(404);
  if (!(await consumeRateLimit(DOOR_SENDINGS, permit.by.id ?? "")))
    return nothing(429, { "Retry-After": String(DOOR_SENDINGS.within) });
  const body = DoorRequestSchema.safeParse(await request.json().catch(() => null));
  if (!body.success) return nothing(400);
  const { list: known, after, entries } = body.data;
  // What was written is also in what is read.
  const judged = await noteEntries(permit, entries);
  if (known === null) await noteListTaken(permit);
  const [list, news] = await Promise.all([findDoorList(permit, locale, known), listEntries(permit, { after })]);
  const answer: DoorAnswer = { list, ...news, cursor: news.entries.at(-1)?.seq ?? after, ...judged };
  return Response.json(answer, { headers: { "Cache-Control": "no-store" } });
}
