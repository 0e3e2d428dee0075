import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { moveMeetingAction } from "@/features/groups/actions";
import { findMeetingAtWork } from "@/features/groups/queries";
import { formatWhen } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { inputValue } from "@/i18n/time";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../../page-metadata";
import { WorkspaceFrame } from "../../../../../workspace-frame";
import { readGroupAtWork } from "../../read-group";

interface Props {
  params: Promise<{ locale: string; id: string; meeting: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, group } = await readGroupAtWork(params);
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  return privateMetadata(t("moveTitle"), group.title);
}

/** Where staff give one meeting of a group another time. */
export default async function MoveMeetingPage({ params }: Props) {
  const { locale, session, permit, group } = await readGroupAtWork(params);
  const wanted = Id.safeParse((await params).meeting);
  const meeting = wanted.success ? await findMeetingAtWork(permit, wanted.data) : null;
  if (!meeting) notFound();
  const t = await getTranslations({ locale, namespace: "GroupWork" });
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
          <h1 className="text-3xl">{t("moveTitle")}</h1>
          <p className="font-display text-xl font-bold">{formatWhen(locale, meeting)}</p>
          <p>{t("moveText")}</p>
          <p>
            <TextLink href={routes.workOnGroup(locale, group.id)} className="inline-flex min-h-11 items-center">
              {t("backToGroup")}
            </TextLink>
          </p>
        </header>
        <Form
          action={moveMeetingAction.bind(null, locale, group.id, meeting.id)}
          initial={initialFormState({
            day: inputValue(meeting.startsAt).slice(0, 10),
            startTime: inputValue(meeting.startsAt).slice(11),
            endTime: inputValue(meeting.endsAt).slice(11),
          })}
          steps={[
            {
              id: "time",
              fields: [
                { kind: "text", name: "day", label: t("day"), type: "date", ltr: true, required: true },
                { kind: "text", name: "startTime", label: t("startTime"), type: "time", ltr: true, required: true },
                { kind: "text", name: "endTime", label: t("endTime"), type: "time", ltr: true, required: true },
              ],
            },
          ]}
          words={await formLabels(locale, t("moveMeeting"))}
        />
      </div>
    </WorkspaceFrame>
  );
}
