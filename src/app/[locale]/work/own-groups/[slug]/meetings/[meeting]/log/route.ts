import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { currentLoginSession } from "@/features/accounts/actor";
import { noteAttendance, noteMeetingListTaken } from "@/features/group-attendance/commands";
import { canKeepAttendance } from "@/features/group-attendance/policy";
import {
  findLedMeeting,
  findMeetingList,
  findMeetingSubject,
  listMeetingEntries,
} from "@/features/group-attendance/queries";
import { MEETING_SENDINGS } from "@/features/group-attendance/rules";
import { canLeadGroup } from "@/features/groups/policy";
import { answerDevice, nothing } from "../../../../../../answer-device";
import { localeOf } from "../../../../../../locale-params";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ locale: string; slug: string; meeting: string }>;
}

/** A browser that is led here sees that this is no page. */
export async function GET(): Promise<Response> {
  return nothing(404);
}

/** The log of a meeting, for whoever leads its group, from the meeting's day on. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const locale = await localeOf(params);
  const { slug, meeting } = await params;
  return answerDevice(request, async () => {
    const session = await currentLoginSession();
    if (!session?.actor.cleared) return 401;
    const id = Id.safeParse(meeting);
    const subject = id.success ? await findMeetingSubject(slug, id.data) : null;
    const permit = subject && Permit.ask(canKeepAttendance, session.actor, subject);
    const leads = subject && Permit.ask(canLeadGroup, session.actor, subject);
    if (!permit || !leads) return 404;
    return {
      limit: [MEETING_SENDINGS, permit.by.id ?? ""],
      note: (entries) => noteAttendance(permit, entries),
      noteTaken: () => noteMeetingListTaken(permit),
      async findList(known) {
        const found = await findLedMeeting(leads, locale, permit.subject.meetingId);
        return found && findMeetingList(permit, found, known);
      },
      listEntries: (from) => listMeetingEntries(permit, from),
    };
  });
}
