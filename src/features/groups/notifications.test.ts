import { testMessages } from "../../../tests/support/standings";
import type { notifications } from "./notifications";

testMessages<keyof typeof notifications>({
  staff_tutor_named: ({ outdone }) => !outdone,
  staff_tutor_ended: ({ outdone }) => !outdone,
});
