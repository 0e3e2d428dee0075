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
 * Makes a link with which someone can register families (`helper`, for one forum, or for all without one) or manage one
 * forum (`coordinator`). Returns its token, which is stored nowhere. Refuses a coordinator's link without a forum.
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

/** Withdraws a link at once; an already withdrawn one stays unchanged. */
export async function revokeAccessLink({ by, subject: { id } }: WithdrawLink, now = new Date()): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.accessLink.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
    if (count > 0) await recordAudit(tx, by, "link_revoked", { kind: "link", id });
  });
}

/** Writes a one-time link. Returns its id and its token, which is derived and sent only by mail. */
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
 * Sends a one-time link and code to an address, whether or not it has an account, so that nobody learns which. Returns
 * the id of the pending sign-in.
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

/** The token that belongs to a pending sign-in's code; null if the code is wrong. The caller applies limits. */
export function tokenOfCode(id: string, code: string): string | null {
  const right = Buffer.from(deriveDigits("sign-in-code", id));
  const given = Buffer.from(code);
  return given.length === right.length && timingSafeEqual(given, right) ? deriveToken("sign-in", id) : null;
}

const LAST_SEEN_EVERY = 5 * MINUTE;

/**
 * The session that a cookie's token opens, occasionally noting that it is in use; null if it opens none. A copied token
 * ends the session, both for its owner and for the holder of the copy.
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
 * Gives a session a new token and returns it; null if the session has ended or another request was quicker. Otherwise
 * each request would set its own token in the browser, and the one before last would look like a copy.
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
      // A token from before the second factor must not become a full one.
      previousHash: more.secondFactorAt ? null : row.tokenHash,
      rotatedAt: now,
      ...more,
    },
  });
  return count > 0 ? token : null;
}

/** Replaces a session's token unless another request already has; the caller sets the cookie. */
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

/** Ends all sessions of the user, including this one. */
export async function signOutEverywhere(permit: PassSecondFactor): Promise<void> {
  const { userId } = permit.subject;
  await transaction(async (tx) => {
    const { count } = await tx.loginSession.deleteMany({ where: { userId } });
    await recordAudit(tx, permit.by, "signed_out_everywhere", { kind: "user", id: userId }, { sessions: [count, 0] });
  });
}

/** Changes the user's name and mail language. */
export async function changeProfile(permit: OwnAccount, profile: { name: string; locale: Locale }): Promise<void> {
  await transaction((tx) => tx.user.update({ where: { id: permit.subject.userId }, data: profile }));
}

const factorContext = (userId: string) => `second-factor:${userId}`;

/** The secret that a session offers for a new generator: always the same in one session, and different in every session. */
export function offeredSecret(loginSessionId: string): Buffer {
  return deriveSecret("totp", loginSessionId);
}

function codeHash(set: string, code: string): Buffer<ArrayBuffer> {
  return createHash("sha256").update(`${set}:${code}`).digest() as Buffer<ArrayBuffer>;
}

/** Replaces the user's recovery codes with a new set. */
async function writeRecoveryCodes(tx: Tx, userId: string, set: string): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: deriveRecoveryCodes(set).map((code) => ({ userId, codeHash: codeHash(set, code) })),
  });
}

/** Writes a generator with its encrypted secret, and its recovery codes. */
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

/** Tells the user by mail what happened to their account, in case somebody else did it. */
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
 * Adds the generator that a session offered once a code proves that it works; the session gets a new token. Refuses if
 * there is already one: the user must show it, or an administrator must remove it.
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
    // Simultaneous requests take turns: the second finds what the first added.
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

/**
 * Checks the user's second factor: a code from the generator, or a recovery code, each valid once. The caller applies
 * limits.
 */
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

/** Uses up one code unless it was used before: of two requests with the same code only one succeeds. */
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

/** Notes that the user has noted the recovery codes. From then on nothing can show them. */
export async function noteRecoveryCodes(permit: OwnAccount, now = new Date()): Promise<void> {
  await transaction((tx) =>
    tx.secondFactor.updateMany({
      where: { userId: permit.subject.userId, codesNotedAt: null },
      data: { codesNotedAt: now },
    }),
  );
}

/** Makes new recovery codes; the old ones become invalid. */
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
/** As long as the event log, which names a link's holder beside what they did with it. */
const FORGET_LINKS_AFTER = 2 * 365 * DAY;

/**
 * Removes used and expired sign-in links, expired sessions and mails about accounts, the accounts of participants who have
 * not been seen for a year, and links of people without an account that ended two years ago, with their holders' names.
 */
export async function purgeExpiredSignIns(now = new Date()): Promise<void> {
  const yesterday = new Date(now.getTime() - DAY);
  await transaction(async (tx) => {
    await tx.verificationToken.deleteMany({ where: { expires: { lt: now } } });
    await tx.loginSession.deleteMany({ where: { expires: { lt: now } } });
    await purgeAccountNotifications(tx, yesterday);
    const forgotten = { lt: new Date(now.getTime() - FORGET_LINKS_AFTER) };
    await tx.accessLink.deleteMany({ where: { OR: [{ revokedAt: forgotten }, { expiresAt: forgotten }] } });
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

/** The administrators who can sign in, locked until the transaction ends, so that two cannot remove each other. */
export async function lockAdministrators(tx: Tx): Promise<string[]> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('administrators'))`;
  const rows = await tx.user.findMany({
    where: { roles: { some: { role: "administrator" } }, lockedAt: null },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Makes the portal's first administrator, or another one. For the command line: anyone who can run it owns the portal. */
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
