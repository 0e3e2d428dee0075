import "server-only";
import { v7 as uuid } from "uuid";
import { type Role, SECOND_FACTOR_ROLES, system } from "@/features/access/schema";
import { recordAudit } from "@/features/audit/commands";
import type { Locale } from "@/i18n/locales";
import { transaction } from "@/platform/db/client";
import type { DemoParts } from "@/platform/demo";
import { env } from "@/platform/env";
import { createAccessLink, writeSecondFactor } from "./commands";
import { demoSecret } from "./queries";

/** The forum that shows most: it is full, and families wait. */
const FULL_FORUM = "perheilta-itakeskus";

interface DemoAccount {
  email: string;
  name: string;
  locale: Locale;
  roles: readonly Role[];
  organisationSlugs: readonly string[];
  forumSlugs: readonly string[];
}

const none = { organisationSlugs: [], forumSlugs: [] } as const;

/** Someone who takes part without any role. */
export const PARTICIPANT: DemoAccount = {
  email: "osallistuja@demo.example",
  name: "Maija Meikäläinen",
  locale: "fi",
  roles: [],
  ...none,
};

/** Someone who registers families of their own language. */
export const PEER_TUTOR: DemoAccount = {
  email: "vertaisohjaaja@demo.example",
  name: "Hodan Jaamac",
  locale: "so",
  roles: ["peer_tutor"],
  ...none,
};

/** One account for each role. */
const ACCOUNTS: readonly DemoAccount[] = [
  { email: "yllapitaja@demo.example", name: "Aino Ylläpitäjä", locale: "fi", roles: ["administrator"], ...none },
  {
    email: "hanke@demo.example",
    name: "Zahra Niemelä",
    locale: "fi",
    roles: ["staff"],
    organisationSlugs: ["moniheli"],
    forumSlugs: [],
  },
  {
    email: "opo@demo.example",
    name: "Otso Ohjaaja",
    locale: "sv",
    roles: ["counsellor"],
    organisationSlugs: [],
    forumSlugs: [FULL_FORUM],
  },
  PEER_TUTOR,
  { email: "tulkki@demo.example", name: "سامر حداد", locale: "ar", roles: ["interpreter"], ...none },
  { email: "kaantaja@demo.example", name: "Grace Mensah", locale: "en", roles: ["translator"], ...none },
  PARTICIPANT,
];

/** The links and accounts that the demo's mailbox page shows. */
export const demo: DemoParts = {
  /** The links that a peer tutor and a coordinator would get. */
  links: {
    after: ["forums"],
    seed: async (now) => {
      const by = system("demo");
      const holder = "Hodan Jaamac";
      await createAccessLink({ kind: "helper", holder, forumSlug: null, days: 365, by }, now);
      await createAccessLink({ kind: "coordinator", holder, forumSlug: FULL_FORUM, days: 365, by }, now);
    },
  },
  accounts: {
    after: ["forums"],
    seed: async (now) => {
      if (env().DEMO) for (const account of ACCOUNTS) await createDemoAccount(account, now);
    },
  },
};

/** Makes an account with a second factor. Throws outside the demo, where no account may have codes that a page shows. */
export async function createDemoAccount(account: DemoAccount, now = new Date()): Promise<void> {
  if (!env().DEMO) throw new Error("demo accounts exist only in the demo");
  const { email, name, locale, roles, organisationSlugs, forumSlugs } = account;
  await transaction(async (tx) => {
    const organisations = await tx.organisation.findMany({ where: { slug: { in: [...organisationSlugs] } } });
    const forums = await tx.forum.findMany({ where: { slug: { in: [...forumSlugs] } }, select: { id: true } });
    const userId = uuid();
    await tx.user.create({
      data: {
        id: userId,
        email,
        name,
        locale,
        emailVerified: now,
        createdAt: now,
        roles: { create: roles.map((role) => ({ role, grantedAt: now })) },
        memberships: { create: organisations.map(({ id }) => ({ organisationId: id })) },
        responsibilities: { create: forums.map(({ id }) => ({ forumId: id })) },
      },
    });
    await recordAudit(tx, system("demo"), "account_created", { kind: "user", id: userId });
    if (roles.some((role) => SECOND_FACTOR_ROLES.includes(role)))
      await writeSecondFactor(tx, { userId, secret: demoSecret(userId), addedAt: now, codesNotedAt: now });
  });
}
