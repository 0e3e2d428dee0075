import { routes } from "@/i18n/routes";
import { ADMINISTRATORS, type FeatureAccess, INVITERS, LEAD } from "../support/access";

/** A group of the organisation of the tests' visitors that meets today, its meeting with a member, and a meeting of another organisation. */
export const TODAY_GROUP = { id: "01900000-0000-7000-8000-00000000c0d1", slug: "tanaan-kokoontuva-ryhma" };
export const TODAY_MEETING = "01900000-0000-7000-8000-00000000c0d2";
export const OTHER_TODAY_GROUP = { id: "01900000-0000-7000-8000-00000000c0d3", slug: "muiden-tanaan-kokoontuva" };
export const OTHER_TODAY_MEETING = "01900000-0000-7000-8000-00000000c0d4";

const path = routes.ownMeeting("fi", TODAY_GROUP.slug, TODAY_MEETING);
const onPage = { may: INVITERS, path };

export const access: FeatureAccess = {
  permissions: {
    keep_group_attendance: {
      ...LEAD,
      own: { ...LEAD.own, meetingId: "own-meeting", day: "on" },
      other: { ...LEAD.other, meetingId: "other-meeting", day: "on" },
    },
    see_group_attendance: { own: null, may: INVITERS },
  },
  pages: {
    "/work/own-groups/[slug]/meetings/[meeting]": {
      path,
      may: INVITERS,
      other: routes.ownMeeting("fi", OTHER_TODAY_GROUP.slug, OTHER_TODAY_MEETING),
      mayOther: ADMINISTRATORS,
    },
    // No page: devices send to it.
    "/work/own-groups/[slug]/meetings/[meeting]/log": {
      path: routes.ownMeetingLog("fi", TODAY_GROUP.slug, TODAY_MEETING),
      may: [],
    },
    "/work/groups/attendance": { path: routes.groupAttendance("fi"), may: INVITERS },
    // The file is only given to the form; its address leads to the page with the form.
    "/work/groups/attendance/attendance.csv": { path: routes.exportGroupAttendance("fi"), may: INVITERS, status: 307 },
  },
  actions: {
    notePresentAction: onPage,
    countVisitorsAction: onPage,
    undoAttendanceAction: onPage,
  },
};
