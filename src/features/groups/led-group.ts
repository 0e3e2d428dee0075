import "server-only";
import { notFound, redirect } from "next/navigation";
import type { GroupSubject, Permit, Policy } from "@/features/access/policy";
import type { Done } from "@/features/accounts/action";
import { currentActor, currentLoginSession, permitOr404, signInPath } from "@/features/accounts/actor";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { groupTags } from "./cache-tags";
import type { LeadGroup } from "./policy";
import { findGroupSubjectBySlug } from "./queries";
import type { Home } from "./schema";

/**
 * The permit that a policy gives for a slug's group, for an action of those who lead it. Users who were signed out meanwhile
 * must sign in again, whether or not the group exists; for a group that is not theirs, the page is not found.
 */
export async function permitToLead<Name extends string>(
  policy: Policy<Name, GroupSubject>,
  locale: Locale,
  slug: string,
): Promise<Permit<Name, GroupSubject>> {
  if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.ownGroup(locale, slug)));
  return permitOr404(policy, await currentActor(), (await findGroupSubjectBySlug(slug)) ?? notFound());
}

/** The answer to what was done to a group's meeting: back to the page that somebody came from, which says so. */
export const backHome = (
  locale: Locale,
  home: Home,
  { subject: { groupId } }: LeadGroup,
  slug: string,
  done: string,
): Done => ({
  ok: true,
  to: home === "staff" ? routes.workOnGroup(locale, groupId, { done }) : routes.ownGroup(locale, slug, { done }),
  tags: groupTags(slug),
});
