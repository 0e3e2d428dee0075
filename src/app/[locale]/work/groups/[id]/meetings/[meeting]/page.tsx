import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { permitOr404 } from "@/features/accounts/actor";
import { countMembers } from "@/features/group-members/queries";
import { canLeadGroup } from "@/features/groups/policy";
import { findMeetingAtWork } from "@/features/groups/queries";
import { routes } from "@/i18n/routes";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../../page-metadata";
import { WorkspaceFrame } from "../../../../../workspace-frame";
import { MeetingChange } from "../../../../meeting-change";
import { readGroupAtWork } from "../../read-group";

interface Props {
  params: Promise<{ locale: string; id: string; meeting: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, group } = await readGroupAtWork(params);
  const t = await getTranslations({ locale, namespace: "GroupMessages" });
  return privateMetadata(t("changeTitle"), group.title);
}

/** Where staff cancel one meeting of a group, give it another time, or hold it after all. */
export default async function ChangeMeetingPage({ params }: Props) {
  const { locale, session, permit, group } = await readGroupAtWork(params);
  const wanted = Id.safeParse((await params).meeting);
  const meeting = wanted.success ? await findMeetingAtWork(permit, wanted.data) : null;
  if (!meeting) notFound();
  const [t, work, { member: members }] = await Promise.all([
    getTranslations({ locale, namespace: "GroupMessages" }),
    getTranslations({ locale, namespace: "GroupWork" }),
    countMembers(permitOr404(canLeadGroup, session.actor, permit.subject)),
  ]);
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.groupMeeting(locale, group.id, meeting.id)}
      session={session}
      part="groups"
      typing
    >
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <p>
            <TextLink href={routes.workOnGroup(locale, group.id)} className="inline-flex min-h-11 items-center">
              {work("backToGroup")}
            </TextLink>
          </p>
          <h1 className="text-3xl">{t("changeTitle")}</h1>
        </header>
        <MeetingChange locale={locale} slug={group.slug} meeting={meeting} members={members} home="staff" />
      </div>
    </WorkspaceFrame>
  );
}
