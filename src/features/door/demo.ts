import "server-only";
import { v5 as uuidOf } from "uuid";
import { Permit } from "@/features/access/policy";
import { system } from "@/features/access/schema";
import { FORUMS } from "@/features/forums/demo/forums";
import { MINUTE } from "@/i18n/time";
import { db } from "@/platform/db/client";
import { type DemoParts, granted } from "@/platform/demo";
import { noteEntries } from "./commands";
import { canKeepDoor } from "./policy";
import type { Entry } from "./schema";

/** At past forums somebody kept the door: most came, a few parties not at all or not all of them, and some unannounced. */
export const demo: DemoParts = {
  arrivals: {
    after: ["families"],
    seed: async (now) => {
      for (const { key } of FORUMS) await seedDoor(key, now);
    },
  },
};

async function seedDoor(slug: string, now: Date): Promise<void> {
  const forum = await db().forum.findUniqueOrThrow({
    where: { slug },
    select: {
      ...{ id: true, organisationId: true, startsAt: true, endsAt: true, status: true },
      registrations: {
        where: { status: "confirmed" },
        orderBy: { arrival: "asc" },
        select: { code: true, participants: { orderBy: { position: "asc" }, select: { number: true } } },
      },
    },
  });
  const { id: forumId, organisationId, startsAt, registrations } = forum;
  if (forum.status !== "published" || forum.endsAt > now || registrations.length === 0) return;
  const permit = granted(
    Permit.ask(canKeepDoor, system("demo"), { forumId, organisationId, day: "on" }),
    "keep its doors",
  );
  const at = (minute: number) => new Date(startsAt.getTime() + minute * MINUTE).toISOString();
  const entries = registrations.flatMap(({ code, participants }, n): Entry[] => {
    // One party in nine did not come, and of one in seven somebody stayed at home.
    if (n % 9 === 4) return [];
    const [first] = participants;
    const people = n % 7 === 2 && first && participants.length > 1 ? [first.number] : null;
    return [{ id: uuidOf(`arrived ${n}`, forumId), at: at((n % 40) - 20), kind: "arrived", code, people }];
  });
  const walkIns = ["so", "ar", null].map((language, n): Entry => {
    const id = uuidOf(`walk-in ${n}`, forumId);
    return { id, at: at(5 + n), kind: "walk_in", people: n + 1, language: language as "so" | "ar" | null };
  });
  await noteEntries(permit, [...entries, ...walkIns], new Date(startsAt.getTime() + 30 * MINUTE));
}
