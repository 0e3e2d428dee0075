import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { decideLanguage } from "@/features/interpretation/commands";
import { canDecideInterpretation } from "@/features/interpretation/policy";
import { listForumLanguages, listInterpreterPromises, previewDecision } from "@/features/interpretation/queries";
import { cancelRegistration, register } from "@/features/registration/commands";
import type { RegistrationSchema } from "@/features/registration/schema";
import { expireOffers, queueAgain } from "@/features/registration/waiting-list/commands";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { db } from "@/platform/db/client";
import { createForum } from "../support/forums";
import { composeMessage } from "../support/letters";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";

const forum = (slug: string, more = {}) => createForum(process.env.DATABASE_URL ?? "", { slug, ...more });
const asks = (language: SpokenLanguage, more: Parameters<typeof party>[1] = {}, sessions: string[] = []) =>
  party([{ language, interpretation: true, sessions }], more);

async function signUp(slug: string, registration: RegistrationSchema) {
  const result = await register({ slug, locale: "so", submission: randomUUID(), acceptWaiting: true, registration });
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}

const demandOf = async (forumId: string, language: string) =>
  (await listForumLanguages(forumId)).find((row) => row.language === language);

test("demand is counted by dialect, by forum and by table; staff are told once, at the threshold", async () => {
  const forumId = await forum("kielet", { tables: [9, 9], capacity: 3 });
  const [table = ""] = (await db().forumSession.findMany({ where: { forumId } })).map(({ id }) => id);
  await signUp("kielet", asks("ckb", {}, [table]));
  await signUp("kielet", asks("kmr"));
  const gone = await signUp("kielet", asks("ckb"));
  await cancelRegistration({ token: gone });
  await signUp("kielet", party([{ language: "ckb" }]));
  expect(await demandOf(forumId, "ckb")).toMatchObject({ people: 1, seated: 1, sessions: { [table]: 1 }, state: null });
  const told = () => db().notification.findMany({ where: { forumId, template: "staff_interpretation_demand" } });
  await signUp("kielet", asks("ckb"));
  expect(await told()).toHaveLength(0);
  await Promise.all(Array.from({ length: 4 }, () => signUp("kielet", asks("ckb"))));
  expect(await demandOf(forumId, "ckb")).toMatchObject({ people: 6, seated: 1, state: "requested" });
  const messages = await told();
  expect(messages).toMatchObject([
    { recipient: "testaaja@example.org", language: "ckb", locale: "fi", registrationId: null },
  ]);
  const letter = await composeMessage(messages[0] as NonNullable<(typeof messages)[0]>);
  expect(letter?.mail.subject).toContain("کوردی (سۆرانی)");
  expect(letter?.mail.text).toContain("6");
});

test("a party counts its people: three of one family reach the threshold of three", async () => {
  const forumId = await forum("perhekieli");
  const person = { language: "ti" as const, interpretation: true };
  await signUp("perhekieli", party([person, person, person]));
  expect(await db().notification.count({ where: { forumId, template: "staff_interpretation_demand" } })).toBe(1);
});

test("a party that asks for a new turn counts again, and can reach the threshold", async () => {
  const forumId = await forum("taas-jonossa", { capacity: 1 });
  const staffTold = () => db().notification.count({ where: { forumId, template: "staff_interpretation_demand" } });
  const first = await signUp("taas-jonossa", party(1));
  const late = await signUp("taas-jonossa", asks("ckb"));
  await cancelRegistration({ token: first });
  await expireOffers(new Date(Date.now() + 3 * 86_400_000));
  await signUp("taas-jonossa", asks("ckb"));
  await signUp("taas-jonossa", asks("ckb"));
  expect([await demandOf(forumId, "ckb"), await staffTold()]).toMatchObject([{ people: 2 }, 0]);
  expect(await queueAgain({ token: late })).toMatchObject({ ok: true });
  expect([await demandOf(forumId, "ckb"), await staffTold()]).toMatchObject([{ people: 3 }, 1]);
});

test("when a language is confirmed or refused, people who asked are told, in that language if the portal speaks it", async () => {
  const forumId = await forum("paatos");
  await signUp("paatos", asks("ar", { email: "ar@example.org", messageLocale: "fi" }));
  await signUp("paatos", asks("ckb", { email: "ckb@example.org", messageLocale: "fi" }));
  await signUp("paatos", party([{ language: "ar" }], { email: "ei@example.org" }));
  const decide = (language: SpokenLanguage, state: "confirmed" | "not_available") =>
    decideLanguage(permitted(canDecideInterpretation, forumSubject(forumId)), {
      language,
      state,
      threshold: null,
      deadlineAt: null,
    });
  const preview = (language: SpokenLanguage, state: "requested" | "confirmed" | "not_available") =>
    previewDecision(permitted(canDecideInterpretation, forumSubject(forumId)), { language, state });
  await signUp("paatos", asks("ckb", { phone: "0401119991", contactWay: "call" }));
  await signUp("paatos", asks("ckb", { email: "ckb-2@example.org", phone: "0401119992" }));
  await cancelRegistration({ token: await signUp("paatos", asks("ckb", { email: "pois@example.org" })) });
  // That an interpreter comes is told on one channel, that none comes on all.
  expect(await preview("ckb", "confirmed")).toEqual({ parties: 3, byMail: 2, texts: 0, calls: 0 });
  expect(await preview("ckb", "not_available")).toEqual({ parties: 3, byMail: 2, texts: 1, calls: 1 });
  expect(await preview("ckb", "requested")).toMatchObject({ parties: 0 });
  await decide("ar", "confirmed");
  expect(await preview("ar", "confirmed")).toMatchObject({ parties: 0 });
  await decide("ar", "confirmed");
  await decide("ckb", "not_available");
  const messages = await db().notification.findMany({
    where: { forumId, template: { in: ["interpretation_confirmed", "interpretation_not_available"] } },
    orderBy: { createdAt: "asc" },
  });
  const written = messages.map(({ recipient, template, locale }) => [recipient, template, locale]);
  expect(written.toSorted()).toEqual([
    ["+358401119991", "interpretation_not_available", "so"],
    ["+358401119992", "interpretation_not_available", "so"],
    ["ar@example.org", "interpretation_confirmed", "ar"],
    ["ckb-2@example.org", "interpretation_not_available", "so"],
    ["ckb@example.org", "interpretation_not_available", "fi"],
  ]);
  const letter = await composeMessage(messages[0] as NonNullable<(typeof messages)[0]>);
  expect(letter?.mail.text).toContain("العربية");
});

test("the promise follows from the state and the deadline, and staff can set their own deadline", async () => {
  const forumId = await forum("lupaus", { inDays: 20, closesInDays: 18 });
  const promises = async () => {
    const found = await listInterpreterPromises(forumId, ["fi", "so", "ar", "ti"]);
    return [...found.values()].map(({ promise }) => promise);
  };
  expect(await promises()).toEqual(["spoken", "coming", "possible", "late"]);
  const yesterday = new Date(Date.now() - 86_400_000);
  await decideLanguage(permitted(canDecideInterpretation, forumSubject(forumId)), {
    language: "ar",
    state: "requested",
    threshold: 1,
    deadlineAt: yesterday,
  });
  await decideLanguage(permitted(canDecideInterpretation, forumSubject(forumId)), {
    language: "ti",
    state: "requested",
    threshold: null,
    deadlineAt: new Date(Date.now() + 86_400_000),
  });
  expect(await promises()).toEqual(["spoken", "coming", "late", "asked"]);
  expect(await demandOf(forumId, "ar")).toMatchObject({ threshold: 1, people: 0 });
});
