import { expect, test } from "vitest";
import { channelsFor } from "./rules";

const [email, phone] = ["a@example.org", "+358401234567"];

test.each([
  ["an email address alone", { email, phone: null, contactWay: "read" }, ["email"], ["email"]],
  ["a phone alone", { email: null, phone, contactWay: "read" }, ["sms"], ["sms"]],
  ["both", { email, phone, contactWay: "read" }, ["email"], ["email", "sms"]],
  ["a phone, voice messages wanted", { email: null, phone, contactWay: "listen" }, ["sms"], ["sms", "call"]],
  ["a phone, a call wanted", { email: null, phone, contactWay: "call" }, [], ["call"]],
  ["a screenshot only", { email: null, phone: null, contactWay: "read" }, [], ["call"]],
] as const)("%s", (_, reach, ordinary, urgent) => {
  expect(channelsFor("registration_confirmed", reach).map(({ channel }) => channel)).toEqual(ordinary);
  expect(channelsFor("forum_cancelled", reach).map(({ channel }) => channel)).toEqual(urgent);
});
