import { testMessages } from "../../../tests/support/standings";
import type { notifications } from "./notifications";

testMessages<keyof typeof notifications>({
  sign_in: () => true,
  account_security: () => true,
});
