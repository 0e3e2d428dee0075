import { isActive, isAsking, isComing, isOn, isSeated, testMessages } from "../../../tests/support/standings";
import type { notifications } from "./notifications";

testMessages<keyof typeof notifications>({
  reminder_week: (all) =>
    isSeated(all) && !all.moved && (all.forum === "ahead" || (all.forum === "days" && "reminder_day")),
  reminder_day: (all) => isComing(all) && isSeated(all) && !all.moved,
  forum_changed: (all) => isOn(all) && isActive(all) && !all.outdone,
  programme_changed: (all) => isOn(all) && isActive(all) && !all.outdone,
  session_moved: (all) => isOn(all) && isActive(all) && !all.outdone,
  session_clashes: (all) => isOn(all) && isActive(all) && !all.outdone,
  staff_session_moved: (all) => isOn(all) && !all.outdone,
  forum_cancelled: (all) => all.forum === "cancelled" && isAsking(all),
  staff_forum_changed: (all) => isOn(all) && !all.outdone,
  staff_forum_cancelled: ({ forum }) => forum === "cancelled",
  forum_announced: (all) => isComing(all) && all.hearsOfLaterForums,
});
