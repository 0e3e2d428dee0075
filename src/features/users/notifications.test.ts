import { testMessages } from "../../../tests/support/standings";
import type { notifications } from "./notifications";

testMessages<keyof typeof notifications>({
  invitation: () => true,
});
