import "server-only";
import { v5 as uuidOf } from "uuid";
import { Permit } from "@/features/access/policy";
import { system } from "@/features/access/schema";
import { isSpokenLanguage } from "@/i18n/spoken-languages";
import { MINUTE } from "@/i18n/time";
import { db } from "@/platform/db/client";
import type { DemoParts } from "@/platform/demo";
import { forgetOldMeetings, noteAttendance } from "./commands";
import { canKeepAttendance } from "./policy";
import { AGES, type Entry } from "./schema";

/** For how many meetings of each group somebody counted who came. */
const COUNTED = 12;

/** At past meetings of groups somebody counted who came. Of older ones only the numbers are left. */
export const demo: DemoParts = {
  "group-attendance": {
    after: ["groups"],
    seed: async (now) => {
      const groups = await db().group.findMany({
        where: { status: "published" },
        select: {
          ...{ id: true, organisationId: true, kind: true, languages: true },
          meetings: {
            where: { endsAt: { lt: now }, cancelledAt: null },
            orderBy: { startsAt: "desc" },
            take: COUNTED,
            select: { id: true, startsAt: true },
          },
        },
        orderBy: { slug: "asc" },
      });
      for (const [place, { meetings, kind, languages, ...group }] of groups.entries())
        for (const [back, { id: meetingId, startsAt }] of meetings.entries()) {
          const subject = { groupId: group.id, organisationId: group.organisationId, meetingId, day: "after" as const };
          const permit = Permit.ask(canKeepAttendance, system("demo"), subject);
          if (!permit) throw new Error("the demo keeps its attendance");
          const entries = languages.filter(isSpokenLanguage).flatMap((language, n) =>
            AGES.flatMap((age, nth): Entry[] => {
              // A group of young people is mostly young, and to the others some bring their children.
              const usual = (kind === "youth" ? [1, 7, 0] : [6, 1, 2])[nth] ?? 0;
              const people = usual - n * 3 + ((place * 5 + back * 3 + nth) % 4) - 1;
              const at = new Date(startsAt.getTime() + (5 + nth) * MINUTE).toISOString();
              const id = uuidOf(`${language} ${age}`, meetingId);
              return people > 0 ? [{ id, at, kind: "visitors", people, language, age }] : [];
            }),
          );
          await noteAttendance(permit, entries, startsAt);
        }
      await forgetOldMeetings(now);
    },
  },
};
