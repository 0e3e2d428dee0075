import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Id } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { findForumAtWork, findSessionSubject } from "@/features/forums/queries";
import { canSeeSessionPeople } from "@/features/registration/policy";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { localeOf } from "../../../locale-params";

export interface SessionProps {
  params: Promise<{ locale: string; sessionId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/**
 * The session of a page for whoever hosts it or manages its forum, drafts included. For everybody else who is signed in the
 * page is not found; strangers are sent to the sign-in page, whether or not there is such a session.
 */
export async function readSession({ params }: Pick<SessionProps, "params">, page?: "notes") {
  return readOnce(await localeOf(params), (await params).sessionId, page);
}

/** Once per request, because the page's title and its content need the same session. */
const readOnce = cache(async (locale: Locale, sessionId: string, page?: "notes") => {
  const id = Id.safeParse(sessionId);
  const at = page === "notes" ? routes.sessionNotes : routes.sessionPeople;
  const login = await requireLoginSession(locale, id.success ? at(locale, id.data) : routes.work(locale));
  const subject = id.success ? await findSessionSubject(id.data) : null;
  if (!subject) notFound();
  permitOr404(canSeeSessionPeople, login.actor, subject);
  const forum = await findForumAtWork(locale, subject.forumId);
  const session = forum?.sessions.find((one) => one.id === subject.sessionId);
  if (!forum || !session) notFound();
  return { locale, login, subject, forum, session };
});
