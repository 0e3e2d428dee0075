import "server-only";
import { PrismaAdapter } from "@next-auth/prisma-adapter";
import type { AuthOptions } from "next-auth";
import type { Adapter, AdapterAccount } from "next-auth/adapters";
import type { Actor, RequestTrace } from "@/features/access/schema";
import { recordAudit } from "@/features/audit/commands";
import { baseOptions, type SsoProfile, ssoProvider } from "@/platform/auth/next-auth";
import { db, transaction } from "@/platform/db/client";
import { env } from "@/platform/env";
import { hashToken, randomToken } from "@/platform/security/tokens";
import { LINK_VALID_FOR, lifetime } from "./rules";

/** The request of a sign-in, and the language of its pages. */
export interface SignInContext {
  trace: RequestTrace | null;
  locale: string;
}

/**
 * next-auth's Prisma adapter on our tables. It differs in this: session tokens are stored as hashes and an identity
 * provider's tokens not at all, sessions last as long as their user's roles allow, and events go to the audit log in
 * the same transaction.
 */
function adapter({ trace, locale }: SignInContext): Adapter {
  const client = db();
  const prisma = PrismaAdapter({
    user: client.user,
    account: client.account,
    verificationToken: client.verificationToken,
  } as unknown as Parameters<typeof PrismaAdapter>[0]) as Adapter;
  const by: Actor = { kind: "stranger", id: null, trace };
  return {
    ...prisma,
    createUser: (({ name, email }: { name?: string | null; email: string }) =>
      transaction(async (tx) => {
        const user = await tx.user.create({ data: { name: name ?? null, email, emailVerified: new Date(), locale } });
        await recordAudit(tx, by, "account_created", { kind: "user", id: user.id });
        return user;
      })) as Adapter["createUser"],
    linkAccount: async ({ userId, type, provider, providerAccountId }: AdapterAccount) => {
      await db().account.create({ data: { userId, type, provider, providerAccountId } });
    },
    // A new sign-in gets its own session and takes over nothing from an older one in this browser.
    getSessionAndUser: async () => null,
    createSession: ({ sessionToken, userId }) =>
      transaction(async (tx) => {
        const now = new Date();
        // The account may have been locked since the callback checked: either the locking transaction waits for us, or
        // we see it.
        const [user] = await tx.$queryRaw<{ lockedAt: Date | null }[]>`
          SELECT "lockedAt" FROM "User" WHERE id = ${userId}::uuid FOR UPDATE`;
        if (!user || user.lockedAt) throw new Error("locked");
        const roles = await tx.userRole.findMany({ where: { userId }, select: { role: true } });
        const expires = new Date(now.getTime() + lifetime(roles.map(({ role }) => role)).whole);
        await tx.loginSession.create({
          data: {
            tokenHash: hashToken(sessionToken),
            userId,
            createdAt: now,
            rotatedAt: now,
            lastSeenAt: now,
            expires,
          },
        });
        await tx.user.update({ where: { id: userId }, data: { lastSeenAt: now } });
        await recordAudit(tx, { ...by, kind: "user", id: userId } as Actor, "signed_in", { kind: "user", id: userId });
        return { sessionToken, userId, expires };
      }),
    deleteSession: async (sessionToken) => {
      await db().loginSession.deleteMany({ where: { tokenHash: hashToken(sessionToken) } });
    },
  };
}

/** Whether the organisation's sign-on vouches for the address and may do so for that domain. */
function isTrusted({ email, email_verified }: SsoProfile): boolean {
  const domains = env().OIDC_EMAIL_DOMAINS;
  const domain = email?.toLowerCase().split("@").at(-1) ?? "";
  return email_verified === true && domain !== "" && (domains.length === 0 || domains.includes(domain));
}

/** next-auth's settings: one-time links by mail, and the organisation's sign-on if there is one. */
export function authOptions(context: SignInContext): AuthOptions {
  const sso = ssoProvider();
  return {
    ...baseOptions(),
    adapter: adapter(context),
    session: { strategy: "database", generateSessionToken: randomToken },
    providers: [
      {
        id: "email",
        type: "email",
        name: "Email",
        server: "",
        from: "",
        maxAge: LINK_VALID_FOR / 1000,
        options: {},
        // commands.ts sends mail through the outbox.
        sendVerificationRequest: () => undefined,
      },
      ...(sso ? [sso] : []),
    ],
    callbacks: {
      // next-auth redirects to whatever path this returns, with a key of the page's problems.
      async signIn({ user, account, profile }) {
        if (account?.provider === "sso" && !isTrusted(profile as SsoProfile)) return "/problem?error=sso_refused";
        const row = user.email ? await db().user.findUnique({ where: { email: user.email.toLowerCase() } }) : null;
        return row?.lockedAt ? "/problem?error=locked" : true;
      },
    },
  };
}
