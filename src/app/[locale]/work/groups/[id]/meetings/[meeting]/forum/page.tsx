import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { permitOr404 } from "@/features/accounts/actor";
import { canOpenForumMaking } from "@/features/forum-planning/policy";
import { createForumOfGroupAction } from "@/features/groups/actions";
import { findGroupPreview, findMeetingAtWork } from "@/features/groups/queries";
import { formatWhen } from "@/i18n/formatting";
import { isLocale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { inputValue } from "@/i18n/time";
import { Form } from "@/ui/form";
import { initialFormState } from "@/ui/form-answer";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../../../page-metadata";
import { WorkspaceFrame } from "../../../../../../workspace-frame";
import { newForumForm } from "../../../../../new-forum-form";
import { readGroupAtWork } from "../../../read-group";

interface Props {
  params: Promise<{ locale: string; id: string; meeting: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, group } = await readGroupAtWork(params);
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  return privateMetadata(t("forumOfMeeting"), group.title);
}

/** Where staff make a forum of one meeting, for which people register: a draft with the meeting's time and the group's words. */
export default async function ForumOfMeetingPage({ params }: Props) {
  const { locale, session, permit, group } = await readGroupAtWork(params);
  permitOr404(canOpenForumMaking, session.actor, null);
  const wanted = Id.safeParse((await params).meeting);
  const meeting = wanted.success ? await findMeetingAtWork(permit, wanted.data) : null;
  if (!meeting) notFound();
  const [t, { usual, ...form }, shown] = await Promise.all([
    getTranslations({ locale, namespace: "GroupWork" }),
    newForumForm(locale, session.actor),
    findGroupPreview(permit, locale),
  ]);
  const text = shown && isLocale(shown.text.locale) ? shown.text : null;
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.forumOfMeeting(locale, group.id, meeting.id)}
      session={session}
      part="groups"
      typing
    >
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("forumOfMeeting")}</h1>
          <p className="font-display text-xl font-bold">{formatWhen(locale, meeting)}</p>
          <p>{t("forumOfMeetingText")}</p>
          <p>
            <TextLink href={routes.workOnGroup(locale, group.id)} className="inline-flex min-h-11 items-center">
              {t("backToGroup")}
            </TextLink>
          </p>
        </header>
        <Form
          action={createForumOfGroupAction.bind(null, locale, group.id)}
          initial={initialFormState({
            ...usual,
            organisation: group.organisationId,
            startsAt: inputValue(meeting.startsAt),
            endsAt: inputValue(meeting.endsAt),
            ...(text && {
              language: text.locale,
              title: text.title,
              summary: text.summary,
              description: text.description,
            }),
          })}
          {...form}
        />
      </div>
    </WorkspaceFrame>
  );
}
