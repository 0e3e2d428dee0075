import { routes } from "@/i18n/routes";
import { ADMINISTRATORS, type FeatureAccess, MANAGE, WITH_ROLE } from "../support/access";
import { OTHER, OWN } from "../support/actors";

const own = () => routes.sessionNotes("fi", process.env.PORTAL_SESSION ?? "");
const other = () => routes.sessionNotes("fi", process.env.PORTAL_OTHER_SESSION ?? "");

// Everybody with a role hosts the own session.
export const access: FeatureAccess = {
  permissions: {
    read_session_notes: { own: OWN, may: [...WITH_ROLE, "coordinator's link"], other: OTHER, mayOther: ADMINISTRATORS },
    write_session_notes: { own: OWN, may: WITH_ROLE, other: OTHER, mayOther: [] },
    read_forum_notes: MANAGE,
  },
  pages: {
    "/work/sessions/[sessionId]/notes": { path: own, may: WITH_ROLE, other, mayOther: ADMINISTRATORS },
  },
  actions: { saveNoteAction: { path: own, may: WITH_ROLE } },
};
