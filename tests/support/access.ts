import { globSync } from "node:fs";
import { resolve } from "node:path";
import { routes } from "@/i18n/routes";
import { type ActorName, OTHER, OWN } from "./actors";

// tests/access declares once per feature who may do what. Its policies are checked against that
// (tests/unit/policies.test.ts, which generates docs/permissions.md), and so is the running portal
// (tests/e2e/access.spec.ts).

const ROLES = ["peer_tutor", "interpreter", "translator", "counsellor", "staff", "administrator"] as const;

/** All visitors that pages and actions of the running portal tell apart. All except strangers are signed in. */
export const VISITORS = ["stranger", "participant", ...ROLES, "administrator without second factor"] as const;
export type Visitor = (typeof VISITORS)[number];

/** The subject of a permission, and who gets it. */
export interface PermissionRow {
  /** A subject of the actor's own, and who may act on it. */
  own: unknown;
  may: readonly ActorName[];
  /** A subject of somebody else's, and who may act on it nevertheless; left out if there is no such thing. */
  other?: unknown;
  mayOther?: readonly ActorName[];
}

/** A private page: a path to an own one, a path to somebody else's, and who may open each. */
export interface PageRow {
  path: string | ((userId: string) => string);
  may: readonly Visitor[];
  other?: string | (() => string);
  mayOther?: readonly Visitor[];
  /** The status of what is allowed; 200 by default. */
  status?: number;
}

/** An action that asks a policy: who may call it, and which page has its form. */
export interface ActionRow {
  may: readonly Visitor[];
  path: string | ((userId: string) => string);
  /** Who sees the page with the form; an administrator by default. */
  seenBy?: "participant" | "participant who has not noted their codes" | "peer_tutor";
  /** It takes away what its form is about, so that only the first who may can do it. */
  once?: true;
}

export interface FeatureAccess {
  /** By permission name. */
  permissions?: Record<string, PermissionRow>;
  /** By folder below the language in src/app. */
  pages?: Record<string, PageRow>;
  /** By action name. */
  actions?: Record<string, ActionRow>;
}

/** Collects the declarations of all features. */
export async function gatherAccess(): Promise<Required<FeatureAccess>> {
  const all: Required<FeatureAccess> = { permissions: {}, pages: {}, actions: {} };
  for (const file of globSync("tests/access/*.ts").sort()) {
    const { access }: { access: FeatureAccess } = await import(/* @vite-ignore */ resolve(file));
    Object.assign(all.permissions, access.permissions);
    Object.assign(all.pages, access.pages);
    Object.assign(all.actions, access.actions);
  }
  return all;
}

export const WITH_ROLE = ROLES;
export const SIGNED_IN = ["participant", ...ROLES] as const;
/** Visitors who may register families. */
export const HELPERS = ["peer_tutor", "counsellor", "staff", "administrator"] as const;
/** Visitors who manage the tests' own forum; only administrators manage others. */
export const MANAGERS = ["counsellor", "staff", "administrator"] as const;
export const INVITERS = ["staff", "administrator"] as const;
export const ADMINISTRATORS = ["administrator"] as const;

/** Slugs of forums in the running portal: visitors work for the first; the second, from the demo, belongs to others. */
export const OWN_SLUG = "roolit";
export const OTHER_SLUG = "perheilta-itakeskus";

/** A permission for managing a forum. */
export const MANAGE = {
  own: { forumId: OWN.forumId, organisationId: OWN.organisationId },
  may: [...MANAGERS, "coordinator's link"],
  other: { forumId: OTHER.forumId, organisationId: OTHER.organisationId },
  mayOther: ADMINISTRATORS,
} satisfies PermissionRow;

/** Visitors who lead the tests' own group; only administrators lead others. */
export const LEADERS = ["peer_tutor", "staff", "administrator"] as const;

/** A permission for leading a group. */
export const LEAD = {
  own: { groupId: OWN.groupId, organisationId: OWN.organisationId },
  may: LEADERS,
  other: { groupId: OTHER.groupId, organisationId: OTHER.organisationId },
  mayOther: ADMINISTRATORS,
} satisfies PermissionRow;

/** A permission for what the named tutor of a group does themselves, and nobody for them. */
export const TUTOR = { ...LEAD, may: ["peer_tutor"], mayOther: [] } satisfies PermissionRow;

/** The path of a form for managing a forum. */
export const manageForm = (form: string) => routes.manageForm("fi", OWN_SLUG, form);
