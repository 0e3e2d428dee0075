import { existsSync, globSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { STANDINGS } from "../../../tests/support/standings";
import { NOTIFICATIONS } from "../../contributions/notifications";
import { isUrgent, whatToSay } from "./registry";
import { channelsFor, forumMoment, isUnreachable, nextTry, offerState, type Standing } from "./rules";
import type { NotificationTemplate } from "./schema";

const [email, phone] = ["a@example.org", "+358401234567"];

test.each([
  ["an email address alone", { email, phone: null, contactWay: "read" }, ["email"], ["email"]],
  ["a phone alone", { email: null, phone, contactWay: "read" }, ["sms"], ["sms"]],
  ["both", { email, phone, contactWay: "read" }, ["email"], ["email", "sms"]],
  ["a phone, voice messages wanted", { email: null, phone, contactWay: "listen" }, ["sms"], ["sms", "call"]],
  ["a phone, a call wanted", { email: null, phone, contactWay: "call" }, [], ["call"]],
  ["a screenshot only", { email: null, phone: null, contactWay: "read" }, [], ["call"]],
] as const)("%s", (_, ways, ordinary, urgent) => {
  const reach = { ...ways, emailRefusedAt: null, phoneRefusedAt: null };
  expect(channelsFor(isUrgent("registration_confirmed"), reach).map(({ channel }) => channel)).toEqual(ordinary);
  expect(channelsFor(isUrgent("forum_cancelled"), reach).map(({ channel }) => channel)).toEqual(urgent);
});

const at = new Date("2027-01-12T12:00:00Z");
const before = new Date("2027-01-11T12:00:00Z");

test.each([
  [
    "email, with a phone",
    { email, phone, contactWay: "read", emailRefusedAt: at, phoneRefusedAt: null },
    ["sms"],
    ["sms"],
  ],
  [
    "phone, with an email",
    { email, phone, contactWay: "read", emailRefusedAt: null, phoneRefusedAt: at },
    ["email"],
    ["email"],
  ],
  ["email alone", { email, phone: null, contactWay: "read", emailRefusedAt: at, phoneRefusedAt: null }, [], ["call"]],
  ["phone alone", { email: null, phone, contactWay: "read", emailRefusedAt: null, phoneRefusedAt: at }, [], ["call"]],
  ["email and phone", { email, phone, contactWay: "listen", emailRefusedAt: at, phoneRefusedAt: at }, [], ["call"]],
] as const)("if the %s is refused, the other channels are used", (_, reach, ordinary, urgent) => {
  const ways = (template: "registration_confirmed" | "forum_cancelled") =>
    channelsFor(isUrgent(template), reach).map(({ channel }) => channel);
  expect(ways("registration_confirmed")).toEqual(ordinary);
  expect(ways("forum_cancelled")).toEqual(urgent);
});

test.each([
  ["no address was given", { email: null, phone: null }, false],
  ["nothing was refused", { email, phone }, false],
  ["one of two was refused", { email, phone, emailRefusedAt: at }, false],
  ["the only one was refused", { email, emailRefusedAt: at }, true],
  ["both were refused", { email, phone, emailRefusedAt: before, phoneRefusedAt: at }, true],
  ["the ticket was opened before the last refusal", { email, emailRefusedAt: at, openedAt: before }, true],
  ["the ticket was opened since", { email, emailRefusedAt: before, openedAt: at }, false],
  [
    "one of two was refused before the ticket was opened",
    { email, phone, emailRefusedAt: before, phoneRefusedAt: at, openedAt: before },
    true,
  ],
] as const)("%s: cannot be reached is %3$s", (_, reach, unreachable) => {
  const nothing = { email: null, phone: null, emailRefusedAt: null, phoneRefusedAt: null, openedAt: null };
  expect(isUnreachable({ ...nothing, ...reach })).toBe(unreachable);
});

const TEMPLATES = Object.keys(NOTIFICATIONS) as NotificationTemplate[];
/** Letters about accounts, and to people who wanted a group, check themselves whether they are true. */
const ACCOUNT: NotificationTemplate[] = ["sign_in", "invitation", "account_security", "group_wish_met"];
const TO_PARTIES = TEMPLATES.filter((each) => !ACCOUNT.includes(each) && !each.startsWith("staff_"));

test("every feature that declares messages states their conditions independently in its notifications.test.ts", () => {
  const declared = globSync("src/features/*/notifications.ts");
  expect(declared.filter((file) => !existsSync(file.replace(".ts", ".test.ts")))).toEqual([]);
});

describe("what may be sent", () => {
  /** What is said although it is not among what may be said. There are too many cases to expect each by itself. */
  const saidAmiss = (mayBeSaid: (standing: Standing) => readonly NotificationTemplate[] | undefined) =>
    STANDINGS.flatMap((standing) => {
      const allowed = mayBeSaid(standing);
      if (!allowed) return [];
      return TO_PARTIES.map((template) => ({ template, says: whatToSay(template, standing), standing })).filter(
        ({ says }) => says && !allowed.includes(says),
      );
    });

  test("a cancelled party hears only of that, and an anonymised one at most of later forums", () => {
    const heard: Record<string, NotificationTemplate[]> = {
      cancelled: ["registration_cancelled", "forum_announced"],
      elsewhere: ["address_changed", "forum_announced"],
      gone: ["forum_announced"],
    };
    expect(saidAmiss(({ party }) => heard[party])).toEqual([]);
  });

  test("when a forum is cancelled or over, parties hear only that", () => {
    const heard: Record<string, NotificationTemplate[]> = {
      cancelled: ["registration_cancelled", "forum_cancelled"],
      past: ["registration_cancelled"],
    };
    expect(saidAmiss(({ forum }) => heard[forum])).toEqual([]);
  });

  test("a replacement message may be sent by itself, unless a newer one has been", () => {
    for (const template of TEMPLATES)
      for (const standing of STANDINGS) {
        const says = whatToSay(template, standing);
        if (says && says !== template) expect(whatToSay(says, { ...standing, outdone: false })).toBe(says);
      }
  });
});

test("a message that no feature declares any more says nothing", () => {
  for (const standing of STANDINGS.slice(0, 20)) expect(whatToSay("weekly_digest", standing)).toBeNull();
  expect(whatToSay("toString", STANDINGS[0] as Standing)).toBeNull();
});

test.each([
  ["a week ahead", "published", 7 * 24, "ahead"],
  ["six days ahead", "published", 6 * 24, "ahead"],
  ["five days ahead", "published", 5 * 24, "days"],
  ["a day ahead", "published", 24, "last_day"],
  ["just begun", "published", 0, "running"],
  ["over", "published", -2, "past"],
  ["cancelled", "cancelled", 24, "cancelled"],
  ["cancelled, and over", "cancelled", -2, "past"],
  ["a draft", "draft", 24, "draft"],
] as const)("a forum %s", (_, status, hours, moment) => {
  const now = new Date("2027-03-10T15:30:00Z");
  const at = (ahead: number) => new Date(now.getTime() + ahead * 3_600_000);
  expect(forumMoment({ status, startsAt: at(hours), endsAt: at(hours + 2) }, now)).toBe(moment);
});

test.each([
  ["open", null, 1, ["offered"], "open"],
  ["past its deadline, and not swept up yet", null, -1, ["offered"], "over"],
  ["accepted", "accepted", 1, ["held"], "given"],
  ["accepted, and given up since", "accepted", 1, [], "over"],
  ["missed", "expired", -1, ["lapsed"], "lapsed"],
  ["missed, and queued again since", "expired", -1, [], "over"],
  ["declined", "declined", 1, ["lapsed"], "over"],
  ["withdrawn", "withdrawn", 1, [], "over"],
] as const)("an offer that is %s", (_, outcome, hours, statuses, state) => {
  const now = new Date("2027-03-10T15:30:00Z");
  const expiresAt = new Date(now.getTime() + hours * 3_600_000);
  const stands = (wanted: string) => statuses.some((status) => status === wanted);
  expect(offerState({ outcome, expiresAt, held: stands("held"), lapsed: stands("lapsed") }, now)).toBe(state);
});

test.each([
  ["somebody reached", "reached", 60, { ok: true, nextAt: null }],
  ["a wrong number", "wrong_number", 60, { ok: true, nextAt: null }],
  ["no answer: in two hours", "no_answer", null, { ok: true, nextAt: 120 }],
  ["no answer: when the caller says", "no_answer", 45, { ok: true, nextAt: 45 }],
  ["asked for later, without a time", "call_later", null, { ok: false, reason: "moment_needed" }],
  ["a time that has passed", "call_later", 0, { ok: false, reason: "moment_past" }],
  ["a time after the forum", "call_later", 600, { ok: false, reason: "moment_too_late" }],
  ["a time before the forum ends", "call_later", 599, { ok: true, nextAt: 599 }],
] as const)("the next try after %s", (_, outcome, minutes, expected) => {
  const now = new Date("2027-03-10T08:00:00Z");
  const at = (ahead: number | null) => (ahead === null ? null : new Date(now.getTime() + ahead * 60_000));
  const next = nextTry({ outcome, nextAt: at(minutes) }, { endsAt: new Date(now.getTime() + 600 * 60_000) }, now);
  expect(next).toEqual(expected.ok ? { ok: true, nextAt: at(expected.nextAt) } : expected);
});
