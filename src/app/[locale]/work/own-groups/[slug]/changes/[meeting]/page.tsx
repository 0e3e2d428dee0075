import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { countMembers } from "@/features/group-members/queries";
import { findMeetingAtWork } from "@/features/groups/queries";
import { routes } from "@/i18n/routes";
import { privateMetadata } from "../../../../../../page-metadata";
import { WorkspaceFrame } from "../../../../../workspace-frame";
import { MeetingChange } from "../../../../meeting-change";
import { LedGroupHeading } from "../../led-group-heading";
import { readLedGroup } from "../../read-led-group";

interface Props {
  params: Promise<{ locale: string; slug: string; meeting: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, group } = await readLedGroup(props);
  const t = await getTranslations({ locale, namespace: "GroupMessages" });
  return privateMetadata(t("changeTitle"), group.title);
}

/** Where a tutor says that there is no meeting this week, gives it another time, or holds it after all. */
export default async function ChangeOwnMeetingPage(props: Props) {
  const { locale, session, permit, group } = await readLedGroup(props);
  const wanted = Id.safeParse((await props.params).meeting);
  const meeting = wanted.success ? await findMeetingAtWork(permit, wanted.data) : null;
  if (!meeting) notFound();
  const [t, { member: members }] = await Promise.all([
    getTranslations({ locale, namespace: "GroupMessages" }),
    countMembers(permit),
  ]);
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.changeMeeting(locale, group.slug, meeting.id)}
      session={session}
      part="work"
      typing
    >
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <LedGroupHeading locale={locale} group={group} title={t("changeTitle")} />
        <MeetingChange locale={locale} slug={group.slug} meeting={meeting} members={members} home="tutor" />
      </div>
    </WorkspaceFrame>
  );
}
