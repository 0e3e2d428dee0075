import { HeartHandshake, MessageSquareText, PhoneCall, UsersRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { type GroupSubject, Permit } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";
import { countMembers } from "@/features/group-members/queries";
import { canLeadGroup } from "@/features/groups/policy";
import { canMakeGroupCalls } from "@/features/notifications/policy";
import { listOpenCalls } from "@/features/notifications/queries";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { LedGroupTile } from "./led-group-tile";

/** The ways to the people of a group, as items of a list: who asks, who belongs, whom to call if anybody, and a message to all. */
export async function GroupPeopleTiles({
  locale,
  actor,
  subject,
  group: { slug, capacity, ended },
}: {
  locale: Locale;
  actor: Actor;
  subject: GroupSubject;
  group: { slug: string; capacity: number | null; ended: boolean };
}) {
  const leads = Permit.ask(canLeadGroup, actor, subject);
  if (!leads) return null;
  const calling = Permit.ask(canMakeGroupCalls, actor, subject);
  const [t, people, callWords, lists, messages, counts, calls] = await Promise.all([
    getTranslations({ locale, namespace: "OwnGroups" }),
    getTranslations({ locale, namespace: "GroupPeople" }),
    getTranslations({ locale, namespace: "GroupCalls" }),
    getTranslations({ locale, namespace: "StaffLists" }),
    getTranslations({ locale, namespace: "GroupMessages" }),
    countMembers(leads),
    calling ? listOpenCalls(calling) : [],
  ]);
  return (
    <>
      <LedGroupTile
        href={routes.groupRequests(locale, slug)}
        icon={HeartHandshake}
        label={t("requests")}
        emphasis={counts.asked > 0}
      >
        {t("requestsWait", { count: counts.asked })}
      </LedGroupTile>
      <LedGroupTile href={routes.groupMembers(locale, slug)} icon={UsersRound} label={t("members")}>
        {capacity === null
          ? people("places", { members: counts.member })
          : people("placesOf", { members: counts.member, capacity: String(capacity) })}
      </LedGroupTile>
      {calls.length > 0 ? (
        <LedGroupTile href={routes.groupCalls(locale, slug)} icon={PhoneCall} label={callWords("title")} emphasis>
          {lists("calls", { count: calls.length })}
        </LedGroupTile>
      ) : null}
      {ended ? null : (
        <LedGroupTile href={routes.groupMessages(locale, slug)} icon={MessageSquareText} label={messages("title")} />
      )}
    </>
  );
}
