import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { MeetingApp } from "@/features/group-attendance/components/meeting-app";
import { meetingWords } from "@/features/group-attendance/components/meeting-words";
import { PlainMeeting } from "@/features/group-attendance/components/plain-meeting";
import { canKeepAttendance } from "@/features/group-attendance/policy";
import { getMeetingAttendance } from "@/features/group-attendance/queries";
import { formatNumericDate, formatWhen } from "@/i18n/formatting";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { wholeDays } from "@/i18n/time";
import { CountTiles } from "@/ui/count-tiles";
import { FlashMessage } from "@/ui/flash-message";
import { Notice } from "@/ui/notice";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../../page-metadata";
import { WorkspaceFrame } from "../../../../../workspace-frame";
import { type MeetingProps, readMeeting } from "./read-meeting";

interface Props extends MeetingProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, meeting } = await readMeeting(props);
  const t = await getTranslations({ locale, namespace: "GroupAttendance" });
  return privateMetadata(t("title"), meeting.group.title);
}

/** Who came to a meeting of a group: noted by whoever leads it, from the meeting's day on, also without a network. */
export default async function MeetingPage(props: Props) {
  const { locale, session, subject, meeting } = await readMeeting(props);
  const { group, cancelled, forgottenAt } = meeting;
  const permit = Permit.ask(canKeepAttendance, session.actor, subject);
  const [t, words, attendance, { done, people }] = await Promise.all([
    getTranslations({ locale, namespace: "GroupAttendance" }),
    meetingWords(locale),
    permit && !cancelled ? getMeetingAttendance(permit) : null,
    props.searchParams,
  ]);
  const count = Number(people) || 0;
  const opens = attendance !== null && forgottenAt === null;
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.ownMeeting(locale, group.slug, meeting.id)}
      session={session}
      part="work"
    >
      <div className="mx-auto grid w-full max-w-2xl gap-5">
        <header className="grid gap-2">
          <p>
            <TextLink href={routes.ownGroup(locale, group.slug)} className="inline-flex min-h-11 items-center">
              <bdi {...languageOf(group.titleLocale, locale)}>{group.title}</bdi>
            </TextLink>
          </p>
          <h1 className="text-2xl sm:text-3xl">{t("title")}</h1>
          <p className="font-display text-xl font-bold">{formatWhen(locale, meeting)}</p>
          <FlashMessage
            done={done}
            messages={{
              present: t("donePresent", { count }),
              visitors: t("doneVisitors", { count }),
              undone: t("undone"),
            }}
          />
        </header>
        {/* Also where nothing can be noted, so that the device forgets the meetings whose day is over. */}
        <MeetingApp
          locale={locale}
          meeting={{ slug: group.slug, id: meeting.id, endsAt: wholeDays(meeting).until.toISOString() }}
          opens={opens}
          words={words}
        >
          {cancelled ? <Notice tone="care" title={t("cancelledTitle")} /> : null}
          {!cancelled && !permit ? (
            <Notice tone="info" title={t("earlyTitle")}>
              <p>{t("early")}</p>
            </Notice>
          ) : null}
          {attendance && forgottenAt ? (
            <>
              <Notice>
                <p>{t("forgottenText", { date: formatNumericDate(forgottenAt) })}</p>
              </Notice>
              <CountTiles
                tiles={[
                  { label: t("all"), value: attendance.sum.counts.members + attendance.sum.counts.visitors },
                  { label: t("members"), value: attendance.sum.counts.members },
                  { label: t("visitors"), value: attendance.sum.counts.visitors },
                ]}
              />
            </>
          ) : null}
          {attendance && opens ? (
            <PlainMeeting locale={locale} group={group} meetingId={meeting.id} attendance={attendance} />
          ) : null}
        </MeetingApp>
      </div>
    </WorkspaceFrame>
  );
}
