import { expect, test } from "vitest";
import { failureCode, refusesRecipient } from "./failure";

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
])("%s is stored as its codes", (_, error, code) => {
  expect(failureCode(error)).toBe(code);
});

const toRecipient = (response: string, more: object = {}) =>
  failure({ code: "EENVELOPE", command: "RCPT TO", responseCode: Number(response.slice(0, 3)), response, ...more });

test.each([
  ["no such mailbox", toRecipient("550 5.1.1 <hodan@example.org>: no such mailbox"), true],
  ["no such mailbox, without details", toRecipient("550 unknown user"), true],
  ["no such domain", toRecipient("553 5.1.2 no such domain"), true],
  ["a domain that takes no mail (RFC 7505)", toRecipient("556 5.1.10 null MX"), true],
  ["a closed mailbox", toRecipient("550 5.2.1 disabled"), true],
  ["a full mailbox", toRecipient("552 5.2.2 over quota"), false],
  ["our own address", toRecipient("550 5.1.8 bad sender"), false],
  ["a policy against us", toRecipient("550 5.7.1 relaying denied"), false],
  ["a policy against us, without details", toRecipient("554 blocked"), false],
  ["for now", toRecipient("450 4.2.1 try again"), false],
  ["too busy", toRecipient("421 wait"), false],
  ["our sender", toRecipient("550 5.1.1 no", { command: "MAIL FROM" }), false],
  ["what we wrote", toRecipient("550 5.1.1 no", { command: "DATA" }), false],
  ["a number, by the gateway", failure({ name: "SmsNumberRefused", responseCode: 422 }), true],
  ["anything else, by the gateway", failure({ name: "SmsRefused", responseCode: 422 }), false],
  ["what is no error", "550 5.1.1", false],
])("refused is %s", (_, error, recipient) => {
  expect(refusesRecipient(error)).toBe(recipient);
});
