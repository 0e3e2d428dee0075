import { isOn, testMessages } from "../../../tests/support/standings";
import type { notifications } from "./notifications";

testMessages<keyof typeof notifications>({
  staff_responsibility_given: ({ responsibility }) => responsibility === "held",
  staff_responsibility_ended: (all) => all.responsibility === "none" && (isOn(all) || all.forum === "draft"),
});
