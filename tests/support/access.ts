import { globSync } from "node:fs";
import { resolve } from "node:path";
import { routes } from "@/i18n/routes";
import { type ActorName, OTHER, OWN } from "./actors";

// Who may do what is said once for each feature, in tests/access: asked of its policies (tests/unit/policies.test.ts, which
// makes docs/permissions.md of it) and of the running portal (tests/e2e/access.spec.ts).

const ROLES = ["peer_tutor", "interpreter", "translator", "counsellor", "staff", "administrator"] as const;

/** Everybody whom pages and actions of the running portal tell apart; all but strangers are signed in. */
export const VISITORS = ["stranger", "participant", ...ROLES, "administrator without second factor"] as const;
export type Visitor = (typeof VISITORS)[number];

/** What a permission is asked for, and who gets it. */
export interface PermissionRow {
  /** A subject that is one's own, and who may. */
  own: unknown;
  may: readonly ActorName[];
  /** A subject that is someone else's, and who may nevertheless. Left out: there is no such thing. */
  other?: unknown;
  mayOther?: readonly ActorName[];
}

/** A private page: a path to what is one's own and who may open it, and to what is another's. */
export interface PageRow {
  path: string | ((userId: string) => string);
  may: readonly Visitor[];
  other?: string;
  mayOther?: readonly Visitor[];
}

/** An action that asks a policy: who may call it, and where its form stands. */
export interface ActionRow {
  may: readonly Visitor[];
  path: string | ((userId: string) => string);
  /** Whose page has the form; an administrator's, unless said otherwise. */
  seenBy?: "participant" | "participant who has not noted their codes";
}

export interface FeatureAccess {
  /** By the name of the permission. */
  permissions?: Record<string, PermissionRow>;
  /** By the folder below the language in src/app. */
  pages?: Record<string, PageRow>;
  /** By the name of the action. */
  actions?: Record<string, ActionRow>;
}

/** What all features say of themselves. */
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
/** Those who may register families. */
export const HELPERS = ["peer_tutor", "counsellor", "staff", "administrator"] as const;
/** Those who manage the forum of tests, which is their own; of others' forums only administrators do. */
export const MANAGERS = ["counsellor", "staff", "administrator"] as const;
export const INVITERS = ["staff", "administrator"] as const;
export const ADMINISTRATORS = ["administrator"] as const;

/** Slugs of forums in the running portal: visitors work for the first; the demo's second belongs to others. */
export const OWN_SLUG = "roolit";
export const OTHER_SLUG = "perheilta-itakeskus";

/** A permission for a forum that one manages. */
export const MANAGE = {
  own: { forumId: OWN.forumId, organisationId: OWN.organisationId },
  may: [...MANAGERS, "coordinator's link"],
  other: { forumId: OTHER.forumId, organisationId: OTHER.organisationId },
  mayOther: ADMINISTRATORS,
} satisfies PermissionRow;

/** The path of a form with which a forum is managed. */
export const manageForm = (form: string) => routes.manageForm("fi", OWN_SLUG, form);
