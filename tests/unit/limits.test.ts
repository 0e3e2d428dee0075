import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { TAKE_POST } from "@/server/methods";
import { type Declared, declarationsOf, reach } from "../support/syntax";

// Everything that strangers can send, with its limits: in the action itself, in the command that it calls, or why it
// needs none.

interface Held {
  /** Limits that the action, or a function of its module, checks. */
  limits?: string[];
  /** Limits of which the command takes shares, in its own transaction. */
  within?: { command: string; limits: string[] };
  /** Why it needs no limit. */
  free?: string;
}

const COMMANDS = ["registration", "group-members"].flatMap((feature) =>
  declarationsOf(`src/features/${feature}/commands.ts`),
);
const OF_A_TICKET =
  "acts on the registration of its link alone, writes to nobody but its party, and twice does nothing more";

const ACTIONS: Record<string, Held> = {
  registerAction: {
    limits: ["ATTEMPTS"],
    within: { command: "register", limits: ["FORM_SENT", "REGISTRATIONS_TO_ONE", "seatsFromOneNetwork"] },
  },
  changeAction: {
    limits: ["TICKET_CHANGES"],
    within: { command: "changeRegistration", limits: ["CHANGES_TO_ONE", "seatsFromOneNetwork"] },
  },
  renewLinkAction: { limits: [], within: { command: "renewLink", limits: ["RENEWALS", "CHANGES_TO_ONE"] } },
  cancelAction: { free: OF_A_TICKET },
  answerAction: { free: OF_A_TICKET },
  queueAgainAction: { free: OF_A_TICKET },
  consentAction: { free: OF_A_TICKET },
  eraseAction: { free: OF_A_TICKET },
  stopLaterForumsAction: { free: OF_A_TICKET },
  joinAction: {
    limits: ["JOIN_ATTEMPTS"],
    within: { command: "askToJoin", limits: ["JOIN_SENT", "JOINS_TO_ONE", "REQUESTS_FROM_ONE"] },
  },
  changeContactAction: {
    limits: ["MEMBER_CHANGES"],
    within: { command: "changeContact", limits: ["JOINS_TO_ONE"] },
  },
  renewMemberLinkAction: { within: { command: "renewMemberLink", limits: ["JOINS_TO_ONE", "MEMBER_RENEWALS"] } },
  askAgainAction: { within: { command: "askAgain", limits: ["RETURNS"] } },
  leaveGroupAction: {
    free: "acts for the holder of its link alone, writes to nobody else, and twice does nothing more",
  },
  eraseMemberAction: { free: "acts for the holder of its link alone, and tells nobody" },
  makeWishAction: { limits: ["WISHES", "WISHES_TO_ONE"] },
  withdrawWishAction: { free: "removes the wish of its link alone, tells nobody, and twice does nothing more" },
  requestSignInAction: { limits: ["REQUESTS", "REQUESTS_TO_ONE", "REQUESTS_TO_ONE_A_DAY", "MAILS_A_DAY"] },
  signInCodeAction: { limits: ["CODE_TRIES", "CODE_TRIES_FOR_ONE"] },
  signInLinkAction: { limits: ["wrongLink"] },
  acceptAction: { limits: ["WRONG_LINKS", "wrongLink"] },
};

/** What can be posted to route handlers, by route. */
const ROUTES: Record<string, Held> = {
  "/[locale]/door/[key]/log": { limits: ["DOOR_SENDINGS"] },
  "/[locale]/later-forums/[token]/one-click": { limits: ["ONE_CLICKS"] },
  "/[locale]/work/own-groups/[slug]/meetings/[meeting]/log": { limits: ["MEETING_SENDINGS"] },
};

const textOf = (one: Declared, all: readonly Declared[]) =>
  reach(one, all)
    .map(({ text }) => text)
    .join("\n");

const OPEN = globSync("src/features/**/actions.ts").flatMap((file) => {
  const all = declarationsOf(file);
  return all
    .filter(({ exported, text }) => exported && /authorise: (anyone|pendingSignIn)\b/.test(text))
    .map((action) => ({ name: action.name, text: textOf(action, all) }));
});

/** All limits: the constants, and the functions that make or check one. */
const LIMITS = [
  ...globSync("src/features/**/*.ts").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/const (\w+)(?:: Limit)? = \{ act: /g)].map(([, name]) => name ?? ""),
  ),
  "seatsFromOneNetwork",
  "wrongLink",
];
const ANSWER_DEVICE =
  declarationsOf("src/app/[locale]/answer-device.ts").find(({ name }) => name === "answerDevice")?.text ?? "";
const limitsIn = (text: string) => LIMITS.filter((limit) => new RegExp(`\\b${limit}\\b`).test(text)).sort();

test("every action that strangers can call is listed", () => {
  expect(OPEN.map(({ name }) => name).sort()).toEqual(Object.keys(ACTIONS).sort());
});

test.each(OPEN)("$name is limited as the list says", ({ name, text }) => {
  const { limits = [], within, free } = ACTIONS[name] ?? {};
  expect(limitsIn(text)).toEqual([...limits].sort());
  const command = COMMANDS.find((one) => one.name === within?.command);
  const taken = command ? limitsIn(textOf(command, COMMANDS)) : [];
  expect(taken).toEqual(expect.arrayContaining(within?.limits ?? []));
  expect(limits.length + taken.length > 0 || free !== undefined).toBe(true);
});

test("every route that accepts posts from strangers is listed, and checks its limit before it reads anything", () => {
  expect(Object.keys(ROUTES)).toEqual(TAKE_POST);
  const routes = globSync("src/app/**/route.ts");
  for (const [route, { limits = [] }] of Object.entries(ROUTES)) {
    const file = routes.find((each) => each.replace(/\/\([^)]+\)/g, "").endsWith(`${route}/route.ts`)) ?? "";
    const post = declarationsOf(file).find(({ name }) => name === "POST")?.text ?? "";
    expect(limitsIn(post)).toEqual(limits);
    // What devices send is read for all logs in one place.
    const [checks, reader] = post.includes("answerDevice(")
      ? ["consumeRateLimit(", ANSWER_DEVICE]
      : [limits[0] ?? "", post];
    expect(reader.indexOf(checks)).toBeLessThan(reader.search(/request\.(formData|json)\(/));
  }
});

test("whoever is refused by a limit reads how long it lasts, and no other time", () => {
  const times = /\d|\{hours/;
  for (const locale of ["fi", "sv", "en", "ar", "so"])
    for (const name of ["AccountErrors", "Errors"]) {
      const { too_many: words = "" } = JSON.parse(readFileSync(`messages/${locale}/${name}.json`, "utf8"));
      expect(words, `${locale} ${name}`).toContain("{hours, plural, =0 {");
      expect(words, `${locale} ${name}`).toContain("{minutes, plural,");
      expect(times.exec(words)?.[0], `${locale} ${name}`).toBe("{hours");
    }
});
