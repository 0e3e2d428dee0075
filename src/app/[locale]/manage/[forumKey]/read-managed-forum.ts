import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { currentLoginSession, permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { findManagedForum } from "@/features/forums/managed-forum";
import { canManageForum } from "@/features/forums/policy";
import { findForumAtWork } from "@/features/forums/queries";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { looksLikeToken } from "@/platform/security/tokens";
import { privateMetadata } from "../../../page-metadata";
import { localeOf } from "../../locale-params";

export interface ManageProps {
  params: Promise<{
    locale: string;
    forumKey: string;
    form?: string;
    session?: string;
    party?: string;
    act?: string;
    call?: string;
    sheet?: string;
  }>;
}

/**
 * The forum to manage: by a coordinator's link, or by its slug for signed-in users who look after it. Otherwise the
 * page is not found; strangers with a slug are sent to the sign-in page, whether or not the forum exists.
 */
export async function readManagedForum({ params }: ManageProps, page?: "preview" | "people" | "door-link" | "print") {
  const locale = await localeOf(params);
  const { forumKey, form, session, party, act, call, sheet } = await params;
  const below = [
    page !== "preview" && page,
    sheet,
    session && `sessions/${session}`,
    call && `calls/${call}`,
    party,
    act,
  ]
    .filter(Boolean)
    .join("/");
  return readOnce(locale, forumKey, form ?? (below || undefined), page);
}

/** Once per request, because the page's title and its content need the same forum. */
const readOnce = cache(
  async (locale: Locale, forumKey: string, form?: string, page?: "preview" | "people" | "door-link" | "print") => {
    const found = await findManagedForum(forumKey);
    if (found?.actor.kind !== "link" && !looksLikeToken(forumKey))
      await requireLoginSession(
        locale,
        page === "preview"
          ? routes.previewForum(locale, forumKey)
          : form === undefined
            ? routes.manage(locale, forumKey)
            : routes.manageForm(locale, forumKey, form),
      );
    if (!found) notFound();
    const { actor, subject } = found;
    permitOr404(canManageForum, actor, subject);
    const forum = await findForumAtWork(locale, subject.forumId);
    if (!forum) notFound();
    return { locale, forumKey, actor, forum, session: actor.kind === "user" ? await currentLoginSession() : null };
  },
);

/** The metadata of a page for managing a forum, titled with its purpose and the forum's name. */
export async function manageMetadata(
  props: ManageProps,
  heading:
    | "preview"
    | "copyTitle"
    | "edit"
    | "publishTitle"
    | "unpublishTitle"
    | "closeTitle"
    | "title"
    | "changeLimits"
    | "changeLanguage"
    | "linkTitle"
    | "moveTitle"
    | "leaveOutTitle"
    | "addSession"
    | "changeSession"
    | "cancelTitle"
    | "announceTitle"
    | "nameTitle",
): Promise<Metadata> {
  const { locale, forum } = await readManagedForum(props, heading === "preview" ? heading : undefined);
  const [t, plan, responsibilities] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "Plan" }),
    getTranslations({ locale, namespace: "Responsibilities" }),
  ]);
  if (heading === "nameTitle") return privateMetadata(responsibilities(heading), forum.text.title);
  const ofPlan =
    heading === "preview" ||
    heading === "copyTitle" ||
    heading === "edit" ||
    heading === "publishTitle" ||
    heading === "closeTitle" ||
    heading === "unpublishTitle";
  return privateMetadata(ofPlan ? plan(heading) : t(heading), forum.text.title);
}
