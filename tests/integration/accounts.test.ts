import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { AUDIT_NAMES } from "@/contributions/audit-names";
import { Permit } from "@/features/access/policy";
import { type Role, system } from "@/features/access/schema";
import { authOptions } from "@/features/accounts/adapter";
import {
  addSecondFactor,
  createAdministrator,
  makeRecoveryCodes,
  noteRecoveryCodes,
  offeredSecret,
  purgeExpiredSignIns,
  requestSignIn,
  resumeLoginSession,
  rotateLoginSession,
  showSecondFactor,
  signOut,
  signOutEverywhere,
  tokenOfCode,
} from "@/features/accounts/commands";
import { createDemoAccount } from "@/features/accounts/demo";
import { canPassSecondFactor, canUseOwnAccount } from "@/features/accounts/policy";
import {
  findPendingSignIn,
  findPendingSignInByLink,
  getAccount,
  type LoginSessionView,
  listUnnotedRecoveryCodes,
} from "@/features/accounts/queries";
import { forgetAuditEntries, recordAudit } from "@/features/audit/commands";
import { canReadAudit } from "@/features/audit/policy";
import { searchAuditEntries } from "@/features/audit/queries";
import { AuditSearchSchema } from "@/features/audit/schema";
import { deliverNotification } from "@/features/notifications/commands";
import { setLocked } from "@/features/users/commands";
import { canLockUser } from "@/features/users/policy";
import { callNextAuth, sessionCookie } from "@/platform/auth/next-auth";
import { totpCode } from "@/platform/auth/totp";
import { db, transaction } from "@/platform/db/client";
import { consumeRateLimit } from "@/platform/security/rate-limit";
import { deriveDigits, deriveToken } from "@/platform/security/tokens";
import { ACTORS } from "../support/actors";
import { composeMessage } from "../support/letters";
import { permitted } from "../support/permits";
import { setResponsibilities } from "../support/responsibilities";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const later = (milliseconds: number) => new Date(Date.now() + milliseconds);

/** next-auth's answer to a one-time link's token: the session's token, or the error in its redirect. */
async function openLink(token: string, email: string): Promise<{ session: string | null; error: string | null }> {
  const answer = await callNextAuth(authOptions({ trace: null, locale: "so" }), {
    method: "GET",
    action: "callback",
    provider: "email",
    query: { token, email },
  });
  const cookie = answer.cookies.find((each) => each.startsWith(`${sessionCookie()}=`));
  return {
    session: cookie ? decodeURIComponent(cookie.split(/[=;]/)[1] ?? "") : null,
    error: new URL(answer.location ?? "", "http://x").searchParams.get("error"),
  };
}

async function signIn(email: string): Promise<string> {
  const { id } = await requestSignIn({ email, locale: "so", next: null });
  const { session } = await openLink(deriveToken("sign-in", id), email);
  if (!session) throw new Error("not signed in");
  return session;
}

async function sessionOf(token: string): Promise<LoginSessionView> {
  const session = await resumeLoginSession(token);
  if (!session) throw new Error("no session");
  return session;
}

async function giveRole(email: string, role: Role): Promise<void> {
  const { id } = await db().user.findUniqueOrThrow({ where: { email } });
  await setResponsibilities(id, [`role:${role}`]);
}

const pass = (session: LoginSessionView) => permitted(canPassSecondFactor, { userId: session.actor.id }, session.actor);
const own = (session: LoginSessionView) => permitted(canUseOwnAccount, { userId: session.actor.id }, session.actor);
const actionsOn = async (subjectId: string) =>
  (await db().auditEntry.findMany({ where: { subjectId }, orderBy: { id: "asc" } })).map(({ action }) => action);

test("a mailed link and code sign in once, in the page's language, and the database holds no token", async () => {
  const email = "hodan@example.org";
  const { id } = await requestSignIn({ email, locale: "so", next: "/so/me" });
  const message = await db().notification.findFirstOrThrow({ where: { subjectId: id } });
  await deliverNotification(message.id, composeMessage);
  const mail = await db().demoMail.findFirstOrThrow({ where: { to: { contains: email } } });
  const code = mail.subject.slice(0, 6);
  expect(code).toBe(deriveDigits("sign-in-code", id));
  expect(mail.text).toContain("/so/sign-in/link/");
  const link = /sign-in\/link\/([\w-]+)/.exec(mail.text)?.[1] ?? "";
  expect(await findPendingSignInByLink(link)).toMatchObject({ id, email, next: "/so/me" });
  expect(tokenOfCode(id, code)).toBe(link);
  expect(tokenOfCode(id, code === "000000" ? "000001" : "000000")).toBeNull();

  const { session } = await openLink(link, email);
  expect((await sessionOf(session ?? "")).actor).toMatchObject({ email, roles: [], cleared: true });
  // Used up: by link, by code, and in a second copy of the mail.
  expect(await findPendingSignIn(id)).toBeNull();
  expect(await findPendingSignInByLink(link)).toBeNull();
  expect(await openLink(link, email)).toEqual({ session: null, error: "Verification" });
  expect(await composeMessage({ ...message, language: null })).toBeNull();

  const stored = JSON.stringify(
    await Promise.all([
      db().loginSession.findMany(),
      db().verificationToken.findMany(),
      db().notification.findMany(),
      db().auditEntry.findMany({ select: { changes: true, actorId: true } }),
    ]),
  );
  for (const secret of [session ?? "", link, code]) expect(stored).not.toContain(secret);
});

test("a link signs nobody in if it has expired or belongs to another address or a locked account", async () => {
  const email = "vanha@example.org";
  const old = await requestSignIn({ email, locale: "fi", next: null }, later(-21 * MINUTE));
  expect(await findPendingSignIn(old.id)).toBeNull();
  expect((await openLink(deriveToken("sign-in", old.id), email)).error).toBe("Verification");
  const { id } = await requestSignIn({ email, locale: "fi", next: null });
  expect((await openLink(deriveToken("sign-in", id), "toinen@example.org")).error).toBe("Verification");
  const { actor } = await sessionOf(await signIn(email));
  await setLocked(permitted(canLockUser, { userId: actor.id }, ACTORS.administrator), true);
  const again = await requestSignIn({ email, locale: "fi", next: null });
  expect(await openLink(deriveToken("sign-in", again.id), email)).toEqual({ session: null, error: "locked" });
});

test("pressing one link twice at the same instant signs in once", async () => {
  const email = "yhtaikaa@example.org";
  const { id } = await requestSignIn({ email, locale: "fi", next: null });
  const token = deriveToken("sign-in", id);
  const answers = await Promise.all([1, 2, 3, 4].map(() => openLink(token, email)));
  expect(answers.filter(({ session }) => session !== null)).toHaveLength(1);
  expect(await db().user.count({ where: { email } })).toBe(1);
});

test("sessions end when they are idle, old or signed out of, or their user is locked", async () => {
  const email = "istunto@example.org";
  const [one, two, three] = [await signIn(email), await signIn(email), await signIn(email)];
  expect(await resumeLoginSession(one, later(23 * HOUR))).not.toBeNull();
  expect(await resumeLoginSession(two, later(25 * HOUR))).toBeNull();
  // With a role: two idle hours, twelve in all.
  await giveRole(email, "peer_tutor");
  expect(await resumeLoginSession(two, later(1.9 * HOUR))).not.toBeNull();
  expect(await resumeLoginSession(three, later(2.1 * HOUR))).toBeNull();
  const session = await sessionOf(three);
  await signOut(pass(session), { loginSessionId: session.loginSessionId });
  expect(await resumeLoginSession(three)).toBeNull();
  expect(await resumeLoginSession(one)).not.toBeNull();
  await signOutEverywhere(pass(session));
  expect(await resumeLoginSession(one)).toBeNull();
  expect(await resumeLoginSession("x".repeat(43))).toBeNull();
  expect(await resumeLoginSession("'; drop table")).toBeNull();
  expect(await actionsOn(session.actor.id)).toEqual([
    "account_created",
    "signed_in",
    "signed_in",
    "signed_in",
    "duties_changed",
    "signed_out",
    "signed_out_everywhere",
  ]);
});

test("nobody can sign out another user's session", async () => {
  const [mine, other] = [
    await sessionOf(await signIn("a@example.org")),
    await sessionOf(await signIn("b@example.org")),
  ];
  await signOut(pass(mine), { loginSessionId: other.loginSessionId });
  expect(await db().loginSession.count({ where: { id: other.loginSessionId } })).toBe(1);
  expect(Permit.ask(canUseOwnAccount, mine.actor, { userId: other.actor.id })).toBeNull();
});

test("a session's token is replaced; the former one is valid for a minute, and then ends the session", async () => {
  const before = await signIn("kierto@example.org");
  const session = await sessionOf(before);
  const { loginSessionId } = session;
  // Two actions at the same instant: only one replaces it.
  const tokens = await Promise.all([
    rotateLoginSession(session),
    rotateLoginSession(session),
    rotateLoginSession(session),
  ]);
  expect(tokens.filter((each) => each !== null)).toHaveLength(1);
  const after = tokens.find((each) => each !== null);
  expect(after).not.toBe(before);
  expect((await sessionOf(before)).loginSessionId).toBe(loginSessionId);
  expect((await sessionOf(after ?? "")).loginSessionId).toBe(loginSessionId);
  expect(await resumeLoginSession(before, later(2 * MINUTE))).toBeNull();
  expect(await resumeLoginSession(after ?? "")).toBeNull();
});

test("of two second factors added at once, one is stored and the other refused", async () => {
  const email = "kaksi-kerralla@example.org";
  await signIn(email);
  await giveRole(email, "counsellor");
  const sessions = [await sessionOf(await signIn(email)), await sessionOf(await signIn(email))];
  const results = await Promise.all(
    sessions.map((session) => {
      const { loginSessionId } = session;
      return addSecondFactor(pass(session), { loginSessionId, code: totpCode(offeredSecret(loginSessionId)) });
    }),
  );
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "factor_added" });
});

test("staff, counsellors and administrators can open nothing without a second factor, and no code works twice", async () => {
  const email = "opo@example.org";
  await signIn(email);
  await giveRole(email, "counsellor");
  const token = await signIn(email);
  const session = await sessionOf(token);
  expect(session).toMatchObject({ secondFactor: "to_add", actor: { cleared: false } });
  expect(Permit.ask(canUseOwnAccount, session.actor, { userId: session.actor.id })).toBeNull();

  const { loginSessionId } = session;
  const code = totpCode(offeredSecret(loginSessionId));
  const wrong = code === "123456" ? "654321" : "123456";
  expect(await addSecondFactor(pass(session), { loginSessionId, code: wrong })).toEqual({
    ok: false,
    reason: "factor_wrong",
  });
  const added = await addSecondFactor(pass(session), { loginSessionId, code });
  if (!added.ok) throw new Error(added.reason);
  // The former token is no longer valid, not even for a minute.
  expect(await resumeLoginSession(token)).toBeNull();
  const second = await signIn(email);
  const waiting = await sessionOf(second);
  expect(waiting).toMatchObject({ secondFactor: "to_show", actor: { cleared: false } });
  // Nobody can add another one over it.
  const offered = totpCode(offeredSecret(waiting.loginSessionId));
  expect(await addSecondFactor(pass(waiting), { loginSessionId: waiting.loginSessionId, code: offered })).toMatchObject(
    {
      reason: "factor_added",
    },
  );
  const show = (given: string, now = new Date()) =>
    showSecondFactor(pass(waiting), { loginSessionId: waiting.loginSessionId, code: given }, now);
  expect(await show(code)).toEqual({ ok: false, reason: "factor_wrong" });
  expect(await show(wrong)).toEqual({ ok: false, reason: "factor_wrong" });
  const secret = offeredSecret(loginSessionId);
  const soon = later(MINUTE);
  const shown = await Promise.all([1, 2, 3].map(() => show(totpCode(secret, soon.getTime()), soon)));
  expect(shown.filter(({ ok }) => ok)).toHaveLength(1);
  const token2 = shown.find((each) => each.ok);
  expect((await sessionOf(token2?.ok ? token2.token : "")).actor.cleared).toBe(true);
  const stored = await db().secondFactor.findFirstOrThrow({ where: { userId: session.actor.id } });
  expect(Buffer.from(stored.sealedSecret).includes(secret)).toBe(false);
});

test("recovery codes are shown until noted and work once each, and new ones replace the old", async () => {
  const email = "vara@example.org";
  const token = await signIn(email);
  const first = await sessionOf(token);
  const added = await addSecondFactor(pass(first), {
    loginSessionId: first.loginSessionId,
    code: totpCode(offeredSecret(first.loginSessionId)),
  });
  const session = await sessionOf(added.ok ? added.token : "");
  const codes = (await listUnnotedRecoveryCodes(own(session))) ?? [];
  expect(new Set(codes).size).toBe(10);
  await noteRecoveryCodes(own(session));
  expect(await listUnnotedRecoveryCodes(own(session))).toBeNull();

  const use = async (code: string) => {
    const again = await sessionOf(await signIn(email));
    return (await showSecondFactor(pass(again), { loginSessionId: again.loginSessionId, code })).ok;
  };
  expect(await use(codes[0] ?? "")).toBe(true);
  expect(await use(codes[0] ?? "")).toBe(false);
  expect((await getAccount(own(session))).recoveryCodesLeft).toBe(9);
  await makeRecoveryCodes(own(session));
  expect(await use(codes[1] ?? "")).toBe(false);
  const fresh = (await listUnnotedRecoveryCodes(own(session))) ?? [];
  expect(await use(fresh[1] ?? "")).toBe(true);
  const stored = JSON.stringify(await db().recoveryCode.findMany());
  for (const code of [...codes, ...fresh]) expect(stored).not.toContain(code);
});

test("tries are counted in the database, for all instances together", async () => {
  const limit = { act: "test", times: 5, within: 60 };
  const subject = randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, () => consumeRateLimit(limit, subject)));
  expect(answers.filter(Boolean)).toHaveLength(5);
  expect(await consumeRateLimit(limit, randomUUID())).toBe(true);
});

test("audit entries can be added, but never changed or deleted, not even all at once", async () => {
  const subject = { kind: "forum" as const, id: randomUUID() };
  await transaction((tx) =>
    recordAudit(tx, system("test"), "limits_set", subject, { forum: [10, 20], childcare: [5, 5] }),
  );
  const [entry] = await db().auditEntry.findMany({ where: { subjectId: subject.id } });
  expect(entry?.changes).toEqual({ forum: [10, 20] });
  const id = entry?.id;
  await expect(db().auditEntry.update({ where: { id }, data: { action: "other" } })).rejects.toThrow("append-only");
  await expect(db().auditEntry.delete({ where: { id } })).rejects.toThrow("append-only");
  await expect(db().$executeRaw`TRUNCATE "AuditEntry"`).rejects.toThrow("append-only");
  await expect(
    transaction(async (tx) => {
      await recordAudit(tx, system("test"), "limits_set", subject, { forum: [20, 30] });
      throw new Error("what was done is undone");
    }),
  ).rejects.toThrow();
  expect(await actionsOn(subject.id)).toEqual(["limits_set"]);
});

test("the log can be searched by address, action and day, one page at a time", async () => {
  const session = await sessionOf(await signIn("loki@example.org"));
  const permit = permitted(canReadAudit, null, ACTORS.administrator);
  const search = (query: Record<string, string>) =>
    searchAuditEntries(permit, AuditSearchSchema.parse(query), AUDIT_NAMES);
  const found = await search({ about: "loki@" });
  expect(found.entries.map(({ action }) => action)).toEqual(["signed_in", "account_created"]);
  expect(found.entries[0]?.actor).toEqual({ kind: "user", name: "loki@example.org" });
  expect((await search({ about: "loki@", action: "signed_in" })).entries).toHaveLength(1);
  expect((await search({ about: "loki@", until: "2020-01-01" })).entries).toEqual([]);
  expect((await search({ about: session.actor.id, from: "2020-01-01" })).entries.length).toBe(2);
  // Days of the log are Helsinki's, including those with 25 and 23 hours.
  const at = (instant: string) => ({
    actorKind: "system",
    actorId: "kello",
    action: "limits_set",
    subjectKind: "forum",
    at: new Date(instant),
  });
  const clock = ["2026-10-24T20:59:00Z", "2026-10-24T21:00:00Z", "2026-10-25T21:59:00Z", "2026-10-25T22:00:00Z"];
  const spring = ["2027-03-28T20:59:00Z", "2027-03-28T21:00:00Z"];
  await db().auditEntry.createMany({ data: [...clock, ...spring].map(at) });
  const on = async (day: string) =>
    (await search({ about: "kello", from: day, until: day })).entries.map(({ at }) => at.toISOString());
  expect((await on("2026-10-25")).sort()).toEqual(clock.slice(1, 3).map((instant) => new Date(instant).toISOString()));
  expect(await on("2027-03-28")).toEqual([new Date(spring[0] ?? "").toISOString()]);
  const many = Array.from({ length: 60 }, () => ({ actorKind: "system", action: "limits_set", subjectKind: "forum" }));
  await db().auditEntry.createMany({ data: many });
  const page = await search({});
  expect(page.entries).toHaveLength(50);
  expect((await search({ before: page.older ?? "" })).entries.length).toBeGreaterThan(10);
  expect((await search({ action: "no such action", before: "x", from: "today" })).entries).toHaveLength(50);
});

test("the command line makes administrators; demo accounts are refused outside the demo", async () => {
  const email = "ensimmainen@example.org";
  const by = system("admin:create");
  expect(await createAdministrator({ email, name: null, by })).toEqual({ created: true });
  expect(await createAdministrator({ email, name: null, by })).toEqual({ created: false });
  expect(await sessionOf(await signIn(email))).toMatchObject({
    secondFactor: "to_add",
    actor: { roles: ["administrator"] },
  });
  const demo = {
    email: "x@demo.example",
    name: "X",
    locale: "fi" as const,
    roles: [],
    organisationSlugs: [],
    forumSlugs: [],
  };
  const { env } = await import("@/platform/env");
  env().DEMO = false;
  await expect(createDemoAccount(demo)).rejects.toThrow("only in the demo");
  env().DEMO = true;
});

test("the audit log forgets what is older than two years, in batches, and nothing younger can be deleted, even by SQL", async () => {
  const subjectId = randomUUID();
  const aged = (years: number, days: number) =>
    db().$executeRaw`
      INSERT INTO "AuditEntry" (at, "actorKind", action, "subjectKind", "subjectId")
      VALUES (now() - make_interval(years => ${years}, days => ${days}), 'system', 'limits_set', 'forum', ${subjectId})`;
  const left = () => db().auditEntry.count({ where: { subjectId } });
  for (const days of [1, 2, 3, 4, 5]) await aged(2, days);
  await aged(2, -1);
  await aged(0, 1);

  // One statement that matches all deletes none, and old entries cannot be changed either.
  await expect(db().$executeRaw`DELETE FROM "AuditEntry" WHERE "subjectId" = ${subjectId}`).rejects.toThrow(
    "append-only",
  );
  await expect(db().$executeRaw`UPDATE "AuditEntry" SET at = '2001-01-01'`).rejects.toThrow("append-only");
  expect(await left()).toBe(7);

  expect(await forgetAuditEntries(2)).toBe(5);
  expect(await left()).toBe(2);
  expect(await forgetAuditEntries()).toBe(0);
});

test("used and expired data is removed: links, sessions, mails about accounts, participants not seen for a year", async () => {
  const kept = await sessionOf(await signIn("tyossa@example.org"));
  await giveRole("tyossa@example.org", "interpreter");
  const gone = await sessionOf(await signIn("poissa@example.org"));
  await db().user.updateMany({
    where: { id: { in: [kept.actor.id, gone.actor.id] } },
    data: { createdAt: later(-400 * DAY), lastSeenAt: later(-366 * DAY) },
  });
  const { id } = await requestSignIn({ email: "poissa@example.org", locale: "fi", next: null }, later(-2 * DAY));
  const linkOf = async (holder: string, ended: { expiresAt: Date; revokedAt?: Date }) =>
    db().accessLink.create({ data: { kind: "helper", tokenHash: Buffer.from(holder), holder, ...ended } });
  await linkOf("ended two years ago", { expiresAt: later(-731 * DAY) });
  await linkOf("withdrawn two years ago", { expiresAt: later(30 * DAY), revokedAt: later(-731 * DAY) });
  await linkOf("ended last year", { expiresAt: later(-400 * DAY), revokedAt: later(-500 * DAY) });
  await purgeExpiredSignIns(later(8 * DAY));
  const links = await db().accessLink.findMany({ where: { kind: "helper" }, select: { holder: true } });
  expect(links.map(({ holder }) => holder).filter((holder) => /year/.test(holder))).toEqual(["ended last year"]);
  expect(await db().user.findUnique({ where: { id: gone.actor.id } })).toBeNull();
  expect(await db().user.findUnique({ where: { id: kept.actor.id } })).not.toBeNull();
  expect(await db().loginSession.count()).toBe(0);
  expect(await db().verificationToken.findUnique({ where: { id } })).toBeNull();
  expect(await db().notification.count({ where: { forumId: null } })).toBe(0);
});
