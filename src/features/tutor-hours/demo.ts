import "server-only";
import { v5 as uuidOf } from "uuid";
import { Permit } from "@/features/access/policy";
import { type DemoTutor, listDemoTutors } from "@/features/groups/demo";
import { dayOf } from "@/features/groups/rules";
import { addDays, MINUTE } from "@/i18n/time";
import { db } from "@/platform/db/client";
import { type DemoParts, granted } from "@/platform/demo";
import { enterTutorHours } from "./commands";
import { canEnterTutorHours } from "./policy";
import type { TutorWork } from "./schema";

/** For how many of the last meetings each tutor has entered hours. */
const ENTERED = 10;
/** The shortest time that is entered, in minutes. */
const QUARTER = 15;

/** The tutors of groups have entered their hours: the meetings, and what they did for them at other times. */
export const demo: DemoParts = {
  tutorHours: {
    after: ["groups"],
    seed: async (now) => {
      await Promise.all((await listDemoTutors()).map((led) => seedHours(led, now)));
    },
  },
};

async function seedHours({ tutor, subject }: DemoTutor, now: Date): Promise<void> {
  const permit = granted(Permit.ask(canEnterTutorHours, tutor, subject), "enter hours");
  const enter = async (at: Date, minutes: number, work: TutorWork) => {
    const form = uuidOf(`${work} ${dayOf(at)}`, subject.groupId);
    const entered = await enterTutorHours(permit, { day: dayOf(at), minutes, work, form }, now);
    if (!entered.ok) throw new Error(`hours of the demo: ${entered.reason}`);
  };
  const meetings = await db().groupMeeting.findMany({
    where: { groupId: subject.groupId, endsAt: { lt: now }, cancelledAt: null },
    orderBy: { startsAt: "desc" },
    take: ENTERED,
  });
  for (const [n, { startsAt, endsAt }] of meetings.entries()) {
    // In quarters of an hour, with some time before and after.
    await enter(
      startsAt,
      30 + QUARTER * Math.ceil((endsAt.getTime() - startsAt.getTime()) / (QUARTER * MINUTE)),
      "meeting",
    );
    if (n % 2 === 0) await enter(addDays(startsAt, -1), 45, "preparing");
    if (n % 3 === 1) await enter(addDays(startsAt, -2), 30, "contacts");
  }
  await enter(addDays(now, -40), 180, "training");
  // By appointment, there are no meetings to count.
  if (meetings.length === 0)
    for (let week = 1; week <= ENTERED; week++) await enter(addDays(now, -7 * week), 60, "contacts");
}
