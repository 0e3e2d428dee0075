import { expect, test } from "vitest";
import { failureCode } from "./failure";

const failure = (fields: object, message = "no mailbox <hodan@example.org>") =>
  Object.assign(new Error(message), fields);

test.each([
  [
    "a mail server's refusal",
    failure({ code: "EENVELOPE", responseCode: 550, response: "550 5.1.1 <hodan@example.org>: unknown" }),
    "EENVELOPE 550 5.1.1",
  ],
  [
    "a refusal without details",
    failure({ code: "EENVELOPE", responseCode: 451, response: "451 wait" }),
    "EENVELOPE 451",
  ],
  ["no connection", failure({ code: "ECONNREFUSED" }), "ECONNREFUSED"],
  ["a gateway's refusal", failure({ name: "SmsRefused", responseCode: 503 }), "SmsRefused 503"],
  ["an error of our own", new RangeError("+358401234567"), "RangeError"],
  ["codes that are none", failure({ code: "hodan@example.org", name: "+358401234567", responseCode: "x" }), "Error"],
  ["what is no error", "hodan@example.org", "unknown"],
])("%s is told by its codes", (_, error, code) => {
  expect(failureCode(error)).toBe(code);
});
