import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { canMakeCalls } from "@/features/notifications/policy";
import { setConsent } from "@/features/privacy/commands";
import { cancelRegistration, register } from "@/features/registration/commands";
import { canSeeGuardians, canSeePhotoConsents } from "@/features/registration/policy";
import { listGuardians, listPhotoConsents } from "@/features/registration/queries";
import { listCalls } from "../support/call-list";
import { createForum } from "../support/forums";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";

const url = () => process.env.DATABASE_URL ?? "";

async function newForum() {
  const slug = `kuvat-${randomUUID()}`;
  return { slug, id: await createForum(url(), { slug, capacity: 6 }) };
}

async function signUp(slug: string, registration: ReturnType<typeof party>) {
  const result = await register({ slug, locale: "so", submission: randomUUID(), acceptWaiting: true, registration });
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}

test("photographers see who has not agreed to be in photos, among people with a seat", async () => {
  const { slug, id } = await newForum();
  const agreed = await signUp(slug, party(2, { consents: { photos: true } }));
  await signUp(slug, party(3));
  const gone = await signUp(slug, party(1));
  await cancelRegistration({ token: gone });
  const permit = permitted(canSeePhotoConsents, forumSubject(id));
  const first = await listPhotoConsents(permit);
  expect(first.agreed).toBe(2);
  expect(first.refused.map(({ names }) => names.length)).toEqual([3]);
  // Withdrawn: seen at once.
  await setConsent({ token: agreed, kind: "photos", given: false, locale: "so" });
  const second = await listPhotoConsents(permit);
  expect(second.agreed).toBe(0);
  expect(second.refused.map(({ names }) => names.length).sort()).toEqual([2, 3]);
});

test("the mark is shown beside names in the call list and among the guardians", async () => {
  const { slug, id } = await newForum();
  const young = (photos: boolean) => ({
    ...party([{ age: "from_13_to_17", role: "student" }], {
      phone: "0401234567",
      contactWay: "call",
      consents: { photos },
    }),
    guardian: photos ? "+358401111111" : "+358402222222",
  });
  await signUp(slug, young(true));
  await signUp(slug, young(false));
  const guardians = await listGuardians(permitted(canSeeGuardians, forumSubject(id)));
  expect(Object.fromEntries(guardians.map(({ contact, photos }) => [contact, photos]))).toEqual({
    "+358401111111": true,
    "+358402222222": false,
  });
  const calls = await listCalls(permitted(canMakeCalls, forumSubject(id)));
  for (const call of calls) expect(typeof call.photos).toBe("boolean");
});
