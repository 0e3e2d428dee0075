import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getActor, permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canRegisterOthers } from "@/features/registration/policy";
import { localeOf } from "../../locale-params";

export interface HelperProps {
  params: Promise<{ locale: string; link: string }>;
}

/** In place of a link: for tutors, counsellors and staff who are signed in. */
const OWN = "own";

/** Whoever registers others, by a helper's link or signed in; any other token is a page that is not there. */
export async function readHelper({ params }: HelperProps) {
  const locale = await localeOf(params);
  const { link: token } = await params;
  const session = token === OWN ? await requireLoginSession(locale, `/${locale}/helpers/${OWN}`) : null;
  const actor = await getActor(token, "helper");
  // Whoever is signed in has no need of a link, and a wrong link is nobody's way in.
  permitOr404(canRegisterOthers, session ? session.actor : actor.kind === "link" ? actor : NOBODY, { forumId: null });
  const forumId = actor.kind === "link" ? actor.forumId : null;
  const holder = actor.kind === "link" ? actor.holder : (session?.actor.name ?? session?.actor.email ?? "");
  return { locale, token, forumId, holder, actor, session };
}

const NOBODY = { kind: "stranger", id: null, trace: null } as const;

export async function helperMetadata({ params }: HelperProps): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Helper" });
  return { title: t("title"), robots: { index: false, follow: false }, referrer: "same-origin" };
}
