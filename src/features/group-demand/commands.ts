import "server-only";
import { v7 as uuid } from "uuid";
import { dayOf } from "@/features/groups/rules";
import type { GroupFilterSchema } from "@/features/groups/schema";
import { enqueueNotifications } from "@/features/notifications/commands";
import { UNTRUE } from "@/features/notifications/rules";
import { deleteMessagesAbout } from "@/features/notifications/writes";
import { type Tx, transaction } from "@/platform/db/client";
import { forEachApart } from "@/platform/jobs/each";
import { deriveToken, hashToken } from "@/platform/security/tokens";
import { hasRoomSomewhere, listMetWishes, listWishesFor } from "./queries";
import { countedBefore, wishedBefore } from "./rules";
import type { WishSchema } from "./schema";

/**
 * Counts a search for a group in a language if there is none with room that it asks for. Days of the week and childcare do not
 * matter: whoever finds a group on another day has found a group. Nothing about who searched is read or kept.
 */
export async function countSearch({ language, place, kind }: GroupFilterSchema, now = new Date()): Promise<void> {
  if (!language) return;
  await transaction(async (tx) => {
    if (await hasRoomSomewhere(tx, { language, place, kind })) return;
    await tx.$executeRaw`
      INSERT INTO "GroupSearchCount" AS c (day, language, place, kind, count)
      VALUES (${dayOf(now)}::date, ${language}, ${place ?? ""}, ${kind ?? ""}, 1)
      ON CONFLICT (day, language, place, kind) DO UPDATE SET count = c.count + 1`;
  });
}

/**
 * Keeps that somebody wants to be told of a group. `submission` is the id of the form's stamp: the same form sent again is the
 * same wish. Returns the token of the link that takes it back.
 */
export async function makeWish(
  { submission, contact, ...wish }: WishSchema & { submission: string },
  now = new Date(),
): Promise<{ ok: true; token: string }> {
  const submissionHash = hashToken(`group-wish:${submission}`);
  return transaction(async (tx) => {
    const id = uuid();
    const token = deriveToken("group-wish", id);
    const { count } = await tx.groupWish.createMany({
      data: [{ id, ...wish, ...contact, submissionHash, tokenHash: hashToken(token), createdAt: now }],
      skipDuplicates: true,
    });
    if (count > 0) return { ok: true, token };
    const before = await tx.groupWish.findUniqueOrThrow({ where: { submissionHash }, select: { id: true } });
    return { ok: true, token: deriveToken("group-wish", before.id) };
  });
}

/** Takes back the wish that a link opens: nothing of it is left. Taking it back twice is no error. */
export async function withdrawWish({ token }: { token: string }): Promise<void> {
  await transaction(async (tx) => {
    const gone = await tx.groupWish.findUnique({ where: { tokenHash: hashToken(token) }, select: { id: true } });
    if (!gone) return;
    await tx.groupWish.delete({ where: { id: gone.id } });
    await deleteMessagesAbout(tx, "group_wish_met", [gone.id]);
  });
}

/**
 * Forgets people whom a message about a group has reached, and tells those for whom there is a group now. Each is told once, and of
 * one group, however many wishes with the same address it meets.
 */
export async function tellWishes(now = new Date()): Promise<void> {
  await transaction((tx) => settleTold(tx, now));
  const met = await transaction((tx) => listMetWishes(tx));
  await forEachApart(
    met,
    ({ id }) => ({ wishId: id }),
    (wish) => transaction((tx) => tellOne(tx, wish, now)),
  );
}

async function tellOne(tx: Tx, { id, groupId }: { id: string; groupId: string }, now: Date): Promise<void> {
  // Another one with the same address may have been told a moment ago.
  const wishes = await listWishesFor(tx, { id, groupId });
  const first = wishes.find((wish) => wish.id === id);
  if (!first) return;
  const { email, phone, messageLocale } = first;
  await tx.groupWish.updateMany({
    where: { id: { in: wishes.map((wish) => wish.id) } },
    data: { groupId, toldAt: now },
  });
  await enqueueNotifications(tx, [
    {
      eventKey: `group-wish:${id}:${groupId}:${email ? "email" : "sms"}`,
      template: "group_wish_met",
      channel: email ? "email" : "sms",
      recipient: email ?? phone ?? "",
      locale: messageLocale,
      subjectId: id,
    },
  ]);
}

/**
 * What became of messages to people who wanted a group. Whoever was reached, or cannot be, is forgotten, with their other wishes
 * that the message answered. Whose group was full or gone before the message left, or whose message was removed, waits again.
 */
async function settleTold(tx: Tx, now: Date): Promise<void> {
  // The wishes of one address that were told together have the same instant and group.
  const rows = await tx.$queryRaw<{ id: string; over: boolean; again: boolean }[]>`
    SELECT w.id, 
      COALESCE(bool_or(m."refusedAt" IS NOT NULL OR m."sentAt" IS NOT NULL AND m."lastError" IS DISTINCT FROM ${UNTRUE}), false) AS over,
      COALESCE(bool_and(m.id IS NULL OR m."sentAt" IS NOT NULL AND m."lastError" = ${UNTRUE}), true) AS again
    FROM "GroupWish" w
      JOIN "GroupWish" peer ON peer."toldAt" = w."toldAt" AND (peer.email = w.email OR peer.phone = w.phone)
      LEFT JOIN "Message" m ON m.template = 'group_wish_met' AND m."subjectId" = peer.id
    WHERE w."toldAt" IS NOT NULL AND w."forgottenAt" IS NULL GROUP BY w.id`;
  const idsOf = (which: (row: (typeof rows)[number]) => boolean) => rows.filter(which).map(({ id }) => id);
  const over = idsOf((row) => row.over);
  const again = idsOf((row) => !row.over && row.again);
  await forget(tx, over, now);
  await deleteMessagesAbout(tx, "group_wish_met", again);
  await tx.groupWish.updateMany({ where: { id: { in: again } }, data: { toldAt: null, groupId: null } });
}

/** Removes everything of some wishes that says who they were. That they were made is counted for a while. */
async function forget(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await tx.groupWish.updateMany({
    where: { id: { in: [...ids] } },
    data: { email: null, phone: null, tokenHash: null, submissionHash: null, forgottenAt: now },
  });
  await deleteMessagesAbout(tx, "group_wish_met", ids);
}

/** Forgets wishes that have waited for a year, and removes numbers that are of no use any more. */
export async function forgetOldWishes(now = new Date()): Promise<void> {
  await transaction(async (tx) => {
    const old = await tx.groupWish.findMany({
      where: { forgottenAt: null, createdAt: { lt: wishedBefore(now) } },
      select: { id: true },
    });
    await forget(
      tx,
      old.map(({ id }) => id),
      now,
    );
    await tx.groupWish.deleteMany({ where: { createdAt: { lt: countedBefore(now) } } });
    await tx.groupSearchCount.deleteMany({ where: { day: { lt: countedBefore(now) } } });
  });
}
