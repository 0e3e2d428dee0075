import type { Standing } from "@/features/notifications/rules";
import { testMessages } from "../../../tests/support/standings";
import type { notifications } from "./notifications";

const belongs = ({ group, member }: Standing) => group === "published" && member === "member";
const stillAhead = (all: Standing) => belongs(all) && all.meeting === "ahead" && !all.moved;

testMessages<keyof typeof notifications>({
  group_meeting_cancelled: (all) => belongs(all) && all.meeting === "cancelled" && !all.moved,
  group_meeting_moved: stillAhead,
  group_meeting_restored: stillAhead,
  group_message: belongs,
});
