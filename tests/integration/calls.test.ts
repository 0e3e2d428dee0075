import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type Actor, system } from "@/features/access/schema";
import { cancelForum } from "@/features/forum-changes/commands";
import { canChangeForum } from "@/features/forum-changes/policy";
import { noteTry } from "@/features/notifications/commands";
import { canMakeCalls } from "@/features/notifications/policy";
import { findCall } from "@/features/notifications/queries";
import { eraseRegistration } from "@/features/privacy/commands";
import { toTicketExport } from "@/features/privacy/queries";
import { changeRegistration, noteRefusedAddress, register } from "@/features/registration/commands";
import { canSeeUnreachable } from "@/features/registration/policy";
import { findTicket, listUnreachable } from "@/features/registration/queries";
import { db } from "@/platform/db/client";
import { listCalls } from "../support/call-list";
import { createForum } from "../support/forums";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";

const url = process.env.DATABASE_URL ?? "";
const HOUR = 3_600_000;

async function user(name: string): Promise<Actor & { kind: "user" }> {
  const { id, email } = await db().user.create({ data: { name, email: `${randomUUID()}@example.org` } });
  return {
    ...{ kind: "user", id, email, name, roles: ["administrator"], cleared: true, trace: null },
    ...{ organisationIds: [], forumIds: [], forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [] },
  };
}

/** A cancelled forum, whose parties want to be called about it. */
async function forumWithCalls(...phones: string[]) {
  const slug = `soita-${randomUUID()}`;
  const forumId = await createForum(url, { slug, inDays: 10 });
  const parties = [];
  for (const phone of phones) {
    const registration = party(1, { phone, contactWay: "call" });
    const result = await register({ slug, locale: "so", submission: randomUUID(), acceptWaiting: true, registration });
    if (!result.ok) throw new Error(result.reason);
    const ticket = await findTicket("so", result.token);
    parties.push({ token: result.token, id: ticket?.id ?? "", registration });
  }
  const subject = forumSubject(forumId);
  const calling = (actor?: Actor) => permitted(canMakeCalls, subject, actor);
  return {
    forumId,
    slug,
    parties,
    calling,
    unreachable: () => listUnreachable(permitted(canSeeUnreachable, subject)),
    cancel: () => cancelForum(permitted(canChangeForum, subject)),
  };
}

test("what is due now comes first; a call to try later waits, with who tried and when", async () => {
  const { calling, cancel } = await forumWithCalls("040 777 0001", "040 777 0002", "040 777 0003");
  await cancel();
  const now = new Date();
  const [first, second, third] = await listCalls(calling(), now);
  const kaisa = await user("Kaisa");
  const later = new Date(now.getTime() + 26 * HOUR);
  expect(
    await noteTry(calling(kaisa), first?.id ?? "", { outcome: "call_later", nextAt: later, seen: 0 }, now),
  ).toEqual({ ok: true });
  expect(await noteTry(calling(kaisa), second?.id ?? "", { outcome: "no_answer", nextAt: null, seen: 0 }, now)).toEqual(
    {
      ok: true,
    },
  );
  const soon = await listCalls(calling(), now);
  expect(soon.map(({ id }) => id)).toEqual([third?.id, second?.id, first?.id]);
  expect(soon[2]).toMatchObject({
    nextAt: later,
    tries: [{ outcome: "call_later", at: now, nextAt: later, by: "Kaisa" }],
  });
  expect(soon[1]?.nextAt).toEqual(new Date(now.getTime() + 2 * HOUR));
  const log = await db().auditEntry.findMany({ where: { action: "call_tried", actorId: kaisa.id } });
  expect(log).toHaveLength(2);
});

test("of two callers the second hears of the first, and may then note their own call", async () => {
  const { parties, calling, cancel } = await forumWithCalls("040 777 0004");
  await cancel();
  const [call] = await listCalls(calling());
  const id = call?.id ?? "";
  const [kaisa, omar] = [await user("Kaisa"), await user("Omar")];
  const unanswered = { outcome: "no_answer", nextAt: null, seen: 0 } as const;
  const both = await Promise.all([noteTry(calling(kaisa), id, unanswered), noteTry(calling(omar), id, unanswered)]);
  const [late] = both.filter((each) => !each.ok);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(late).toMatchObject({ reason: "just_called", tries: 1, other: { outcome: "no_answer" } });
  expect(await noteTry(calling(omar), id, { outcome: "reached", nextAt: null, seen: 1 })).toEqual({ ok: true });
  expect(await noteTry(calling(kaisa), id, { outcome: "reached", nextAt: null, seen: 2 })).toMatchObject({
    ok: false,
    reason: "over",
    other: { by: "Omar", outcome: "reached" },
  });
  expect(await findCall(calling(), id)).toMatchObject({ open: false, call: { tries: { length: 2 } } });
  // The party reads and downloads when it was called, and not by whom.
  const ticket = await findTicket("so", parties[0]?.token ?? "");
  expect(ticket && toTicketExport(ticket).calls).toEqual([
    { at: expect.any(Date), outcome: expect.any(String) },
    { at: expect.any(Date), outcome: "reached" },
  ]);
  expect(await findCall(permitted(canMakeCalls, forumSubject(randomUUID())), id)).toBeNull();
});

test("a wrong number makes a party unreachable without another call, until it gives another number", async () => {
  const { slug, parties, calling, cancel, unreachable } = await forumWithCalls("040 777 0005");
  const [only] = parties;
  if (!only) throw new Error("no party");
  // Somebody asks for the number before the forum is cancelled.
  await db().notification.create({
    data: {
      ...{ eventKey: randomUUID(), template: "registration_promoted", channel: "call", locale: "so" },
      ...{ recipient: "+358407770005", registrationId: only.id },
      forumId: (await db().forum.findUniqueOrThrow({ where: { slug } })).id,
    },
  });
  const [call] = await listCalls(calling());
  expect(await noteTry(calling(), call?.id ?? "", { outcome: "wrong_number", nextAt: null, seen: 0 })).toEqual({
    ok: true,
  });
  const job = await db().$queryRaw`
    SELECT FROM pgboss.job WHERE name = 'note-refused-address' AND data->>'messageId' = ${call?.id ?? ""}`;
  expect(job).toHaveLength(1);
  await noteRefusedAddress(call?.id ?? "");
  expect(await unreachable()).toMatchObject([{ id: only.id, phone: "+358407770005" }]);
  expect(await listCalls(calling())).toEqual([]);

  const changed = await changeRegistration({
    ...{
      token: only.token,
      revision: (await db().registration.findUniqueOrThrow({ where: { id: only.id } })).revision,
    },
    ...{ locale: "so", registration: party(1, { phone: "040 777 0006", contactWay: "call" }) },
  });
  expect(changed).toMatchObject({ ok: true });
  expect(await unreachable()).toEqual([]);
  expect((await listCalls(calling())).map(({ phone, template }) => [phone, template])).toEqual([
    ["+358407770006", "registration_promoted"],
  ]);
  await cancel();
});

test("who called is forgotten with the party, and with the caller's account", async () => {
  const { parties, calling, cancel } = await forumWithCalls("040 777 0007", "040 777 0008");
  await cancel();
  const kaisa = await user("Kaisa");
  for (const { id } of await listCalls(calling()))
    await noteTry(calling(kaisa), id, { outcome: "no_answer", nextAt: null, seen: 0 });
  const tries = { byUserId: kaisa.id };
  expect(await db().callTry.count({ where: tries })).toBe(2);
  await eraseRegistration({ token: parties[0]?.token ?? "", by: system("test") });
  expect(await db().callTry.count({ where: tries })).toBe(1);
  await db().user.delete({ where: { id: kaisa.id } });
  expect((await listCalls(calling())).map(({ tries: [last] }) => last)).toMatchObject([
    { outcome: "no_answer", by: null },
  ]);
});
