import { testMessages } from "../../../tests/support/standings";
import type { notifications } from "./notifications";

testMessages<keyof typeof notifications>({ staff_group_note: ({ responsibility }) => responsibility !== "none" });
