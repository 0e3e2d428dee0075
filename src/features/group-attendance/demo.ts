import "server-only";
import { v5 as uuidOf } from "uuid";
import { Permit } from "@/features/access/policy";
import { system } from "@/features/access/schema";
import { isSpokenLanguage, type SpokenLanguage } from "@/i18n/spoken-languages";
import { MINUTE } from "@/i18n/time";
import { db } from "@/platform/db/client";
import { type DemoParts, granted } from "@/platform/demo";
import { forgetOldMeetings, noteAttendance } from "./commands";
import { canKeepAttendance } from "./policy";
import { AGES, type Entry } from "./schema";

/** For how many meetings of each group somebody noted who came. */
const NOTED = 12;

/** At past meetings of groups somebody ticked which members came, and counted visitors. Of older ones only the numbers are left. */
export const demo: DemoParts = {
  "group-attendance": {
    after: ["groupMembers"],
    seed: async (now) => {
      const groups = await db().group.findMany({
        where: { status: "published" },
        select: {
          ...{ id: true, organisationId: true, kind: true, languages: true },
          members: { where: { status: "member" }, select: { id: true, statusAt: true }, orderBy: { turn: "asc" } },
          meetings: {
            where: { endsAt: { lt: now }, cancelledAt: null },
            orderBy: { startsAt: "desc" },
            take: NOTED,
            select: { id: true, startsAt: true },
          },
        },
        orderBy: { slug: "asc" },
      });
      // Each group by itself, its meetings in order.
      await Promise.all(
        groups.map(async ({ id: groupId, organisationId, meetings, members, kind, languages }, place) => {
          for (const [back, { id: meetingId, startsAt }] of meetings.entries()) {
            const subject = { groupId, organisationId, meetingId, day: "after" as const };
            const permit = granted(Permit.ask(canKeepAttendance, system("demo"), subject), "keep its attendance");
            const meeting = { meetingId, startsAt, nth: back * 5 + place };
            const visitors = visitorsAt(meeting, kind === "youth", languages.filter(isSpokenLanguage));
            await noteAttendance(permit, [...presentAt(meeting, members), ...visitors], startsAt);
          }
        }),
      );
      await forgetOldMeetings(now);
    },
  },
};

/** A meeting, with a number by which meetings differ. */
interface DemoMeeting {
  meetingId: string;
  startsAt: Date;
  nth: number;
}

const minutesAfter = ({ startsAt }: DemoMeeting, minutes: number) =>
  new Date(startsAt.getTime() + minutes * MINUTE).toISOString();

/** The ticks of a meeting: of those who belonged to the group by then, one in four stayed at home. */
const presentAt = (meeting: DemoMeeting, members: readonly { id: string; statusAt: Date }[]) =>
  members
    .filter(({ statusAt }, n) => statusAt < meeting.startsAt && (n * 7 + meeting.nth) % 4 !== 0)
    .map(
      ({ id: member }, n): Entry => ({
        ...{ id: uuidOf(member, meeting.meetingId), at: minutesAfter(meeting, (n % 20) - 8) },
        ...{ kind: "present", member },
      }),
    );

/** Those who were only counted. A group of young people is mostly young, and to the others some bring their children. */
const visitorsAt = (meeting: DemoMeeting, youth: boolean, languages: readonly SpokenLanguage[]) =>
  languages.flatMap((language, n) =>
    AGES.flatMap((age, nth): Entry[] => {
      const usual = (youth ? [1, 3, 0] : [2, 0, 3])[nth] ?? 0;
      const people = usual - n * 2 + ((meeting.nth * 3 + nth) % 4) - 1;
      const id = uuidOf(`${language} ${age}`, meeting.meetingId);
      return people > 0 ? [{ id, at: minutesAfter(meeting, 5 + nth), kind: "visitors", people, language, age }] : [];
    }),
  );
