import { Permit } from "@/features/access/policy";
import { findDoor, mustSignIn } from "@/features/door/actor";
import { noteEntries, noteListTaken } from "@/features/door/commands";
import { canKeepDoor } from "@/features/door/policy";
import { findDoorList, listEntries } from "@/features/door/queries";
import { DOOR_SENDINGS } from "@/features/door/rules";
import { answerDevice, nothing } from "../../../answer-device";
import { localeOf } from "../../../locale-params";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ locale: string; key: string }>;
}

/** A browser that is led here sees that this is no page. */
export async function GET(): Promise<Response> {
  return nothing(404);
}

/** The log of a door, for whoever the key lets keep it. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const locale = await localeOf(params);
  const { key } = await params;
  return answerDevice(request, async () => {
    const found = await findDoor(key);
    if (!found || found.actor.kind === "stranger") return (await mustSignIn(key)) ? 401 : 404;
    const permit = Permit.ask(canKeepDoor, found.actor, found.subject);
    if (!permit) return 404;
    return {
      limit: [DOOR_SENDINGS, permit.by.id ?? ""],
      note: (entries) => noteEntries(permit, entries),
      noteTaken: () => noteListTaken(permit),
      findList: (known) => findDoorList(permit, locale, known),
      listEntries: (from) => listEntries(permit, from),
    };
  });
}
