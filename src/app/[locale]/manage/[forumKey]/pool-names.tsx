import "server-only";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Pool } from "@/features/capacity/rules";
import { PARTICIPANT_ROLES } from "@/features/capacity/schema";
import type { ForumView } from "@/features/forums/queries";
import { choicesOf } from "@/features/forums/rules";
import type { Locale } from "@/i18n/locales";
import { SessionTitle } from "../../session-title";

/** Everything in a forum that can be limited, by the names that staff know. */
export async function poolNames(locale: Locale, forum: ForumView): Promise<{ pool: Pool; name: ReactNode }[]> {
  const [t, roles] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "ParticipantRoles" }),
  ]);
  return [
    { pool: "forum", name: t("seats") },
    { pool: "childcare", name: t("childcare") },
    ...choicesOf(forum.sessions)
      .flat()
      .map((session) => ({
        pool: `session:${session.id}` as const,
        name: <SessionTitle locale={locale} session={session} />,
      })),
    ...PARTICIPANT_ROLES.map((role) => ({ pool: `role:${role}` as const, name: roles(role) })),
  ];
}
