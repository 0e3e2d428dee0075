import { describe, expect, test } from "vitest";
import { isUrgent, whatToSay } from "./registry";
import { channelsFor, type ForumMoment, forumMoment, offerState, type Standing } from "./rules";
import type { NotificationTemplate } from "./schema";

const [email, phone] = ["a@example.org", "+358401234567"];

test.each([
  ["an email address alone", { email, phone: null, contactWay: "read" }, ["email"], ["email"]],
  ["a phone alone", { email: null, phone, contactWay: "read" }, ["sms"], ["sms"]],
  ["both", { email, phone, contactWay: "read" }, ["email"], ["email", "sms"]],
  ["a phone, voice messages wanted", { email: null, phone, contactWay: "listen" }, ["sms"], ["sms", "call"]],
  ["a phone, a call wanted", { email: null, phone, contactWay: "call" }, [], ["call"]],
  ["a screenshot only", { email: null, phone: null, contactWay: "read" }, [], ["call"]],
] as const)("%s", (_, reach, ordinary, urgent) => {
  expect(channelsFor(isUrgent("registration_confirmed"), reach).map(({ channel }) => channel)).toEqual(ordinary);
  expect(channelsFor(isUrgent("forum_cancelled"), reach).map(({ channel }) => channel)).toEqual(urgent);
});

const FORUM = ["ahead", "days", "last_day", "running", "past", "cancelled", "draft"] as const;
const PARTY = ["confirmed", "offered", "waiting", "lapsed", "cancelled", "gone", "none"] as const;
const OFFER = ["open", "given", "lapsed", "over", "none"] as const;
const INTERPRETER = ["requested", "confirmed", "not_available", "unneeded", "none"] as const;
const EITHER = [true, false];

/** Everything that can be. */
const STANDINGS: Standing[] = FORUM.flatMap((forum) =>
  PARTY.flatMap((party) =>
    OFFER.flatMap((offer) =>
      INTERPRETER.flatMap((interpreter) =>
        EITHER.flatMap((hearsOfLaterForums) =>
          EITHER.flatMap((moved) =>
            EITHER.map((outdone) => ({ forum, party, offer, interpreter, hearsOfLaterForums, moved, outdone })),
          ),
        ),
      ),
    ),
  ),
);

const COMING: ForumMoment[] = ["ahead", "days", "last_day"];
const seated = ({ party }: Standing) => party === "confirmed";
const queues = ({ party }: Standing) => party === "confirmed" || party === "offered" || party === "waiting";
const asks = (standing: Standing) => queues(standing) || standing.party === "lapsed";
const comes = ({ forum }: Standing) => COMING.includes(forum);
const isOn = (standing: Standing) => comes(standing) || standing.forum === "running";

/** The whole table in other words: what each message says in a standing. */
const SAYS: Record<NotificationTemplate, (standing: Standing) => NotificationTemplate | boolean> = {
  registration_confirmed: (all) => isOn(all) && seated(all) && !all.outdone,
  registration_waiting: (all) => comes(all) && all.party === "waiting" && !all.outdone,
  registration_promoted: (all) =>
    isOn(all) && seated(all) && (all.offer === "given" || all.offer === "none" || "registration_confirmed"),
  registration_changed: (all) => isOn(all) && asks(all) && !all.outdone,
  registration_cancelled: ({ party }) => party === "cancelled",
  offer_made: (all) => comes(all) && queues(all) && all.offer === "open",
  offer_expired: (all) => comes(all) && asks(all) && all.offer === "lapsed",
  reminder_week: (all) =>
    seated(all) && !all.moved && (all.forum === "ahead" || (all.forum === "days" && "reminder_day")),
  reminder_day: (all) => comes(all) && seated(all) && !all.moved,
  forum_changed: (all) => isOn(all) && queues(all) && !all.outdone,
  forum_cancelled: (all) => all.forum === "cancelled" && asks(all),
  interpretation_confirmed: (all) => comes(all) && queues(all) && all.interpreter === "confirmed" && !all.outdone,
  interpretation_not_available: (all) =>
    comes(all) && queues(all) && all.interpreter === "not_available" && !all.outdone,
  staff_interpretation_demand: (all) => comes(all) && all.interpreter === "requested",
  staff_forum_changed: isOn,
  staff_forum_cancelled: ({ forum }) => forum === "cancelled",
  forum_announced: (all) => comes(all) && all.hearsOfLaterForums,
  sign_in: () => true,
  invitation: () => true,
  account_security: () => true,
};
const TEMPLATES = Object.keys(SAYS) as NotificationTemplate[];
const ACCOUNT: NotificationTemplate[] = ["sign_in", "invitation", "account_security"];

describe("what may leave", () => {
  test.each(TEMPLATES)("%s: in every standing what the table says", (template) => {
    for (const standing of STANDINGS) {
      const says = SAYS[template](standing);
      const expected = says === true ? template : says || null;
      expect(whatToSay(template, standing), JSON.stringify(standing)).toBe(expected);
    }
  });

  test("whoever cancelled hears of that and of nothing else; whoever was anonymised hears of later forums at most", () => {
    for (const template of TEMPLATES.filter((each) => !ACCOUNT.includes(each) && !each.startsWith("staff_")))
      for (const standing of STANDINGS) {
        const says = whatToSay(template, standing);
        if (standing.party === "cancelled") expect(["registration_cancelled", "forum_announced", null]).toContain(says);
        if (standing.party === "gone") expect(["forum_announced", null]).toContain(says);
      }
  });

  test("of a forum that is cancelled or over nobody hears but that it is", () => {
    for (const template of TEMPLATES.filter((each) => !ACCOUNT.includes(each)))
      for (const standing of STANDINGS) {
        const says = whatToSay(template, standing);
        if (standing.forum === "cancelled")
          expect(["registration_cancelled", "forum_cancelled", "staff_forum_cancelled", null]).toContain(says);
        if (standing.forum === "past") expect(["registration_cancelled", null]).toContain(says);
      }
  });

  test("what is said instead may be said itself, unless a newer one has said it", () => {
    for (const template of TEMPLATES)
      for (const standing of STANDINGS) {
        const says = whatToSay(template, standing);
        if (says && says !== template) expect(whatToSay(says, { ...standing, outdone: false })).toBe(says);
      }
  });
});

test("what no feature declares any more says nothing", () => {
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
  expect(
    offerState(
      { outcome, expiresAt },
      statuses.map((status) => ({ status })),
      now,
    ),
  ).toBe(state);
});
