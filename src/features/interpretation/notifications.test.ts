import { isActive, isComing, testMessages } from "../../../tests/support/standings";
import type { notifications } from "./notifications";

testMessages<keyof typeof notifications>({
  interpretation_confirmed: (all) => isComing(all) && isActive(all) && all.interpreter === "confirmed" && !all.outdone,
  interpretation_not_available: (all) =>
    isComing(all) && isActive(all) && all.interpreter === "not_available" && !all.outdone,
  staff_interpretation_demand: (all) => isComing(all) && all.interpreter === "requested",
});
