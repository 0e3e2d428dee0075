import "server-only";
import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import { v7 as uuid } from "uuid";
import { type Actor, system } from "@/features/access/schema";
import { recordAudit } from "@/features/audit/commands";
import { enqueueNotifications } from "@/features/notifications/commands";
import { forgetAccountMail, purgeAccountNotifications } from "@/features/notifications/writes";
import type { Locale } from "@/i18n/locales";
import { DAY, MINUTE } from "@/i18n/time";
import { hashForNextAuth } from "@/platform/auth/next-auth";
import { checkTotp } from "@/platform/auth/totp";
import { type Tx, transaction } from "@/platform/db/client";
import { seal, unseal } from "@/platform/security/sealing";
import { deriveDigits, deriveSecret, deriveToken, hashToken, randomToken } from "@/platform/security/tokens";
import type { OwnAccount, PassSecondFactor, WithdrawLink } from "./policy";
import { deriveRecoveryCodes, findLoginSession, type LoginSessionView } from "./queries";
import { LINK_VALID_FOR, sessionEnds } from "./rules";
import { writeAccessLink } from "./writes";

/**
 * Makes a link that lets someone register families (`helper`, for one forum or, without one, for all) or arrange one forum
 * (`coordinator`). Returns its token, which is stored nowhere. Refuses a coordinator's link without a forum.
 */
export async function createAccessLink(
  command: { kind: "helper" | "coordinator"; holder: string; forumSlug: string | null; days: number; by: Actor },
  now = new Date(),
): Promise<{ ok: true; id: string; token: string } | { ok: false; reason: "no_such_forum" | "forum_needed" }> {
  const { kind, holder, forumSlug, days, by } = command;
  if (kind === "coordinator" && !forumSlug) return { ok: false, reason: "forum_needed" };
  return transaction(async (tx) => {
    const forum = forumSlug ? await tx.forum.findUnique({ where: { slug: forumSlug }, select: { id: true } }) : null;
    if (forumSlug && !forum) return { ok: false, reason: "no_such_forum" };
    const { id, token } = await writeAccessLink(tx, { kind, holder, days, forumId: forum?.id ?? null }, now);
    await recordAudit(tx, by, "link_created", { kind: "link", id }, { kind: [null, kind], forum: [null, forumSlug] });
    return { ok: true, id, token };
  });
}

/** Ends a link at once; one that has been withdrawn already stays as it is. */
export async function revokeAccessLink({ by, subject: { id } }: WithdrawLink, now = new Date()): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.accessLink.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
    if (count > 0) await recordAudit(tx, by, "link_revoked", { kind: "link", id });
  });
}

/** A one-time link's row; its token is derived and goes out by mail only. Returns the id and the token. */
export async function createVerification(
  tx: Tx,
  { email, locale, next }: { email: string; locale: Locale; next: string | null },
  now: Date,
): Promise<{ id: string; token: string }> {
  const id = uuid();
  const token = deriveToken("sign-in", id);
  await tx.verificationToken.create({
    data: {
      id,
      identifier: email,
      token: hashForNextAuth(token),
      linkHash: hashToken(token),
      expires: new Date(now.getTime() + LINK_VALID_FOR),
      locale,
      next,
    },
  });
  return { id, token };
}

/**
 * Sends a one-time link and code to an address, whether it has an account or not: nobody learns which. Returns the id of
 * the sign-in that now waits for its code.
 */
export async function requestSignIn(
  command: { email: string; locale: Locale; next: string | null },
  now = new Date(),
): Promise<{ id: string }> {
  return transaction(async (tx) => {
    const { id } = await createVerification(tx, command, now);
    await enqueueNotifications(tx, [
      {
        eventKey: `sign-in:${id}`,
        template: "sign_in",
        channel: "email",
        locale: command.locale,
        recipient: command.email,
        subjectId: id,
      },
    ]);
    return { id };
  });
}

/** The token that a waiting sign-in's code stands for; null when the code is wrong. Limits are the caller's. */
export function tokenOfCode(id: string, code: string): string | null {
  const right = Buffer.from(deriveDigits("sign-in-code", id));
  const given = Buffer.from(code);
  return given.length === right.length && timingSafeEqual(given, right) ? deriveToken("sign-in", id) : null;
}

const LAST_SEEN_EVERY = 5 * MINUTE;

/**
 * The session that a cookie's token opens, noting now and then that it is in use; null where it opens none. A copied token
 * ends the session, for its owner and for the person who has the copy.
 */
export async function resumeLoginSession(token: string, now = new Date()): Promise<LoginSessionView | null> {
  const found = await findLoginSession(token, now);
  if (found?.kind === "copied") {
    await transaction(async (tx) => {
      const { count } = await tx.loginSession.deleteMany({ where: { id: found.loginSessionId } });
      const subject = { kind: "user", id: found.userId } as const;
      if (count > 0) await recordAudit(tx, system("copied token"), "sessions_revoked", subject, { sessions: [1, 0] });
    });
    return null;
  }
  if (!found) return null;
  const { session, times } = found;
  if (now.getTime() - times.lastSeenAt.getTime() <= LAST_SEEN_EVERY) return session;
  await transaction(async (tx) => {
    await tx.loginSession.updateMany({ where: { id: session.loginSessionId }, data: { lastSeenAt: now } });
    await tx.user.updateMany({ where: { id: session.actor.id }, data: { lastSeenAt: now } });
  });
  return { ...session, ...sessionEnds({ ...times, lastSeenAt: now }, session.actor.roles) };
}

/**
 * Gives a session a new token and returns it; null when it has ended, or when another request was quicker: each would else
 * put its own token into the browser, and the one before the last would look like a copy.
 */
async function rotate(
  tx: Tx,
  loginSessionId: string,
  now: Date,
  more: { secondFactorAt?: Date } = {},
  lastRotatedAt?: Date,
): Promise<string | null> {
  const row = await tx.loginSession.findUnique({ where: { id: loginSessionId } });
  if (!row || (lastRotatedAt && row.rotatedAt.getTime() !== lastRotatedAt.getTime())) return null;
  const token = randomToken();
  const { count } = await tx.loginSession.updateMany({
    where: { id: loginSessionId, tokenHash: row.tokenHash },
    data: {
      tokenHash: hashToken(token),
      // What was there before the second factor was shown must not come to count as much.
      previousHash: more.secondFactorAt ? null : row.tokenHash,
      rotatedAt: now,
      ...more,
    },
  });
  return count > 0 ? token : null;
}

/** Replaces the token of a session as it was found, unless another request has; the caller sets the cookie. */
export async function rotateLoginSession(
  session: Pick<LoginSessionView, "loginSessionId" | "rotatedAt">,
  now = new Date(),
): Promise<string | null> {
  return transaction((tx) => rotate(tx, session.loginSessionId, now, {}, session.rotatedAt));
}

/** Ends one session. */
export async function signOut(permit: PassSecondFactor, command: { loginSessionId: string }): Promise<void> {
  const { userId } = permit.subject;
  await transaction(async (tx) => {
    const { count } = await tx.loginSession.deleteMany({ where: { id: command.loginSessionId, userId } });
    if (count > 0) await recordAudit(tx, permit.by, "signed_out", { kind: "user", id: userId });
  });
}

/** Ends all of one's sessions, this one too. */
export async function signOutEverywhere(permit: PassSecondFactor): Promise<void> {
  const { userId } = permit.subject;
  await transaction(async (tx) => {
    const { count } = await tx.loginSession.deleteMany({ where: { userId } });
    await recordAudit(tx, permit.by, "signed_out_everywhere", { kind: "user", id: userId }, { sessions: [count, 0] });
  });
}

/** Changes one's name and the language of one's mail. */
export async function changeProfile(permit: OwnAccount, profile: { name: string; locale: Locale }): Promise<void> {
  await transaction((tx) => tx.user.update({ where: { id: permit.subject.userId }, data: profile }));
}

const factorContext = (userId: string) => `second-factor:${userId}`;

/** The secret that a session offers for a new generator: the same each time it is shown, and another in every session. */
export function offeredSecret(loginSessionId: string): Buffer {
  return deriveSecret("totp", loginSessionId);
}

function codeHash(set: string, code: string): Buffer<ArrayBuffer> {
  return createHash("sha256").update(`${set}:${code}`).digest() as Buffer<ArrayBuffer>;
}

/** Makes a new set of recovery codes the one that counts. */
async function writeRecoveryCodes(tx: Tx, userId: string, set: string): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: deriveRecoveryCodes(set).map((code) => ({ userId, codeHash: codeHash(set, code) })),
  });
}

/** Writes a generator with its sealed secret, and the recovery codes that go with it. */
export async function writeSecondFactor(
  tx: Tx,
  {
    userId,
    secret,
    ...factor
  }: { userId: string; secret: Buffer; addedAt: Date; lastStep?: number; codesNotedAt?: Date },
): Promise<void> {
  const codesSet = randomUUID();
  const sealedSecret = seal(secret.toString("base64"), factorContext(userId));
  await tx.secondFactor.create({ data: { ...factor, userId, sealedSecret, codesSet } });
  await writeRecoveryCodes(tx, userId, codesSet);
}

/** Tells someone by mail what happened to their account: should it not have been them, they learn of it. */
export async function notifySecurityChange(tx: Tx, userId: string, now: Date): Promise<void> {
  const { email, locale } = await tx.user.findUniqueOrThrow({ where: { id: userId } });
  await enqueueNotifications(tx, [
    {
      eventKey: `account:${userId}:${now.getTime()}`,
      template: "account_security",
      channel: "email",
      locale,
      recipient: email,
      subjectId: userId,
    },
  ]);
}

export type FactorResult = { ok: true; token: string } | { ok: false; reason: "factor_wrong" | "factor_added" };

/**
 * Adds the generator that a session offered, once a code shows that it works; the session gets a new token. Refuses where
 * there is one already: it must be shown, or removed by an administrator.
 */
export async function addSecondFactor(
  permit: PassSecondFactor,
  command: { loginSessionId: string; code: string },
  now = new Date(),
): Promise<FactorResult> {
  const { userId } = permit.subject;
  const secret = offeredSecret(command.loginSessionId);
  const step = checkTotp(secret, command.code, 0, now.getTime());
  return transaction(async (tx) => {
    // Two at once take turns: the second finds what the first added.
    await tx.$queryRaw`SELECT id FROM "User" WHERE id = ${userId}::uuid FOR UPDATE`;
    if (await tx.secondFactor.findUnique({ where: { userId } })) return { ok: false, reason: "factor_added" };
    if (step === null) {
      await recordAudit(tx, permit.by, "second_factor_refused", { kind: "user", id: userId });
      return { ok: false, reason: "factor_wrong" };
    }
    await writeSecondFactor(tx, { userId, secret, addedAt: now, lastStep: step });
    await recordAudit(tx, permit.by, "second_factor_added", { kind: "user", id: userId });
    await notifySecurityChange(tx, userId, now);
    const token = await rotate(tx, command.loginSessionId, now, { secondFactorAt: now });
    if (!token) throw new Error("the session has ended");
    return { ok: true, token };
  });
}

/** Shows one's second factor: a code of the generator, or a recovery code, each of them once. Limits are the caller's. */
export async function showSecondFactor(
  permit: PassSecondFactor,
  command: { loginSessionId: string; code: string },
  now = new Date(),
): Promise<FactorResult> {
  const { userId } = permit.subject;
  return transaction(async (tx) => {
    const factor = await tx.secondFactor.findUnique({ where: { userId } });
    const taken = factor !== null && (await takeCode(tx, factor, command.code, now));
    await recordAudit(tx, permit.by, taken ? "second_factor_shown" : "second_factor_refused", {
      kind: "user",
      id: userId,
    });
    const token = taken ? await rotate(tx, command.loginSessionId, now, { secondFactorAt: now }) : null;
    return token ? { ok: true, token } : { ok: false, reason: "factor_wrong" };
  });
}

/** Takes one code, unless it was taken before: of two requests with the same code only one succeeds. */
async function takeCode(
  tx: Tx,
  factor: { userId: string; sealedSecret: Uint8Array; lastStep: number; codesSet: string },
  code: string,
  now: Date,
): Promise<boolean> {
  const { userId } = factor;
  if (code.length === 6) {
    const secret = Buffer.from(String(unseal(factor.sealedSecret, factorContext(userId))), "base64");
    const step = checkTotp(secret, code, factor.lastStep, now.getTime());
    if (step === null) return false;
    const { count } = await tx.secondFactor.updateMany({
      where: { userId, lastStep: factor.lastStep },
      data: { lastStep: step },
    });
    return count > 0;
  }
  const { count } = await tx.recoveryCode.updateMany({
    where: { userId, codeHash: codeHash(factor.codesSet, code), usedAt: null },
    data: { usedAt: now },
  });
  return count > 0;
}

/** Says that one has noted one's recovery codes: from then on nobody can show them. */
export async function noteRecoveryCodes(permit: OwnAccount, now = new Date()): Promise<void> {
  await transaction((tx) =>
    tx.secondFactor.updateMany({
      where: { userId: permit.subject.userId, codesNotedAt: null },
      data: { codesNotedAt: now },
    }),
  );
}

/** Makes new recovery codes; the old ones count no more. */
export async function makeRecoveryCodes(permit: OwnAccount, now = new Date()): Promise<void> {
  const { userId } = permit.subject;
  await transaction(async (tx) => {
    const codesSet = randomUUID();
    const { count } = await tx.secondFactor.updateMany({ where: { userId }, data: { codesSet, codesNotedAt: null } });
    if (count === 0) return;
    await writeRecoveryCodes(tx, userId, codesSet);
    await recordAudit(tx, permit.by, "recovery_codes_made", { kind: "user", id: userId });
    await notifySecurityChange(tx, userId, now);
  });
}

const FORGET_PARTICIPANTS_AFTER = 365 * DAY;

/**
 * Removes what has had its day: used and expired links, sessions and mails about accounts, and the accounts of participants
 * who have not been seen for a year.
 */
export async function purgeExpiredSignIns(now = new Date()): Promise<void> {
  const yesterday = new Date(now.getTime() - DAY);
  await transaction(async (tx) => {
    await tx.verificationToken.deleteMany({ where: { expires: { lt: now } } });
    await tx.loginSession.deleteMany({ where: { expires: { lt: now } } });
    await purgeAccountNotifications(tx, yesterday);
    const longAgo = { lt: new Date(now.getTime() - FORGET_PARTICIPANTS_AFTER) };
    const gone = await tx.user.findMany({
      where: {
        roles: { none: {} },
        lockedAt: null,
        createdAt: longAgo,
        OR: [{ lastSeenAt: null }, { lastSeenAt: longAgo }],
      },
      select: { id: true, email: true },
    });
    await forgetAccountMail(
      tx,
      gone.map(({ email }) => email),
    );
    for (const { id } of gone) await recordAudit(tx, system("forget"), "account_erased", { kind: "user", id });
    await tx.user.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } });
  });
}

/** Those administrators who can get in. Until the transaction ends nobody else changes them: two cannot remove each other. */
export async function lockAdministrators(tx: Tx): Promise<string[]> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('administrators'))`;
  const rows = await tx.user.findMany({
    where: { roles: { some: { role: "administrator" } }, lockedAt: null },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** The portal's first administrator, or a further one: from the command line, where anyone who can run it owns the portal. */
export async function createAdministrator(
  command: { email: string; name: string | null; by: Actor },
  now = new Date(),
): Promise<{ created: boolean }> {
  const { email, name, by } = command;
  return transaction(async (tx) => {
    const known = await tx.user.findUnique({ where: { email }, include: { roles: true } });
    const user = known ?? (await tx.user.create({ data: { email, name, createdAt: now } }));
    const before = known?.roles.map(({ role }) => role).sort() ?? [];
    if (!known) await recordAudit(tx, by, "account_created", { kind: "user", id: user.id });
    if (before.includes("administrator")) return { created: false };
    await tx.userRole.create({ data: { userId: user.id, role: "administrator", grantedAt: now } });
    await recordAudit(
      tx,
      by,
      "duties_changed",
      { kind: "user", id: user.id },
      { duties: [before, [...before, "administrator"].sort()] },
    );
    return { created: true };
  });
}
