import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelForum } from "@/features/forum-changes/commands";
import { canChangeForum } from "@/features/forum-changes/policy";
import { deliverNotification, noteTry, queueWaitingSms } from "@/features/notifications/commands";
import { canMakeCalls } from "@/features/notifications/policy";
import { countUnsent } from "@/features/notifications/queries";
import { register } from "@/features/registration/commands";
import { db } from "@/platform/db/client";
import { listCalls } from "../support/call-list";
import { createForum } from "../support/forums";
import { composeMessage } from "../support/letters";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";
import { startSmsGateway } from "../support/sms-gateway";

let gateway: Awaited<ReturnType<typeof startSmsGateway>>;
let forumId: string;

beforeAll(async () => {
  gateway = await startSmsGateway();
  forumId = await createForum(process.env.DATABASE_URL ?? "", { slug: "puhelin" });
});
afterAll(() => gateway.stop());

async function signUp(registration: ReturnType<typeof party>) {
  const result = await register({
    slug: "puhelin",
    locale: "so",
    submission: randomUUID(),
    acceptWaiting: true,
    registration,
  });
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}

const sms = () => db().notification.findFirstOrThrow({ where: { channel: "sms", recipient: "+358401112233" } });
const jobsOf = (messageId: string) =>
  db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'deliver-message' AND data->>'messageId' = ${messageId}`;

test("without a gateway a text message waits where staff see it; with one it is sent once, in the family's language", async () => {
  const token = await signUp(party(1, { phone: "040 111 2233" }));
  const { id } = await sms();
  await deliverNotification(id, composeMessage);
  expect(await countUnsent(forumId)).toMatchObject([{ channel: "sms", count: 1 }]);
  await queueWaitingSms();
  expect(await jobsOf(id)).toEqual([{ count: 1 }]);

  // Settings are read once per process, so from here on this one has a gateway.
  const { env } = await import("@/platform/env");
  Object.assign(env(), { SMS_GATEWAY_URL: gateway.url, SMS_GATEWAY_TOKEN: "gateway-secret" });
  await queueWaitingSms();
  expect(await jobsOf(id)).toEqual([{ count: 2 }]);
  gateway.refuse = 503;
  await expect(deliverNotification(id, composeMessage)).rejects.toThrow("503");
  gateway.refuse = 0;
  await Promise.all([deliverNotification(id, composeMessage), deliverNotification(id, composeMessage)]);
  await deliverNotification(id, composeMessage);

  expect(gateway.taken).toHaveLength(1);
  const [taken] = gateway.taken;
  expect(taken?.headers).toMatchObject({
    authorization: "Bearer gateway-secret",
    "idempotency-key": id,
    "content-type": "application/json",
  });
  expect(taken?.body).toMatchObject({ id, from: "OmaPolku", to: "+358401112233", locale: "so" });
  expect(taken?.body.text).toContain("Testi-ilta puhelin (so)");
  expect(taken?.body.text).toContain(`https://omapolku.test/so/registrations/${token}`);
  // Only letters of the GSM alphabet: with a single dash or no-break space a message would hold 70 letters instead of
  // 160.
  expect(taken?.body.text).toMatch(/^[\x20-\x7E\n]+$/);
  expect(await countUnsent(forumId)).toEqual([]);
});

test("parties that want a call or left no address stay on the call list until somebody has reached them", async () => {
  await signUp(party(1, { phone: "040 444 5566", contactWay: "call" }));
  await signUp(party(1));
  expect(await listCalls(permitted(canMakeCalls, forumSubject(forumId)))).toEqual([]);
  await cancelForum(permitted(canChangeForum, forumSubject(forumId)));
  const calls = await listCalls(permitted(canMakeCalls, forumSubject(forumId)));
  expect(calls.map(({ phone, contactWay, template }) => `${phone} ${contactWay} ${template}`).sort()).toEqual([
    "+358404445566 call forum_cancelled",
    "null read forum_cancelled",
  ]);
  await noteTry(permitted(canMakeCalls, forumSubject(randomUUID())), calls[0]?.id ?? "", {
    outcome: "reached",
    nextAt: null,
    seen: 0,
  });
  expect(await listCalls(permitted(canMakeCalls, forumSubject(forumId)))).toHaveLength(2);
  await noteTry(permitted(canMakeCalls, forumSubject(forumId)), calls[0]?.id ?? "", {
    outcome: "reached",
    nextAt: null,
    seen: 0,
  });
  expect(await listCalls(permitted(canMakeCalls, forumSubject(forumId)))).toHaveLength(1);
});
