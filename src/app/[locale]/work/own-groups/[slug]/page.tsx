import {
  CalendarClock,
  CalendarDays,
  Clock,
  MapPin,
  MessagesSquare,
  NotebookPen,
  UserRound,
  UserRoundCheck,
  Video,
} from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { LatestMeetings } from "@/features/group-attendance/components/latest-meetings";
import { canWriteGroupNotes } from "@/features/group-notes/policy";
import { GroupStateTag } from "@/features/groups/components/group-state-tag";
import { GroupWhen } from "@/features/groups/components/group-when";
import { MeetingTopic } from "@/features/groups/components/meeting-topic";
import { SpokenTags } from "@/features/groups/components/spoken-tags";
import { canLeadGroup, canShowOneself } from "@/features/groups/policy";
import { findOwnShown, type LedGroup } from "@/features/groups/queries";
import { dayOf } from "@/features/groups/rules";
import { canEnterTutorHours } from "@/features/tutor-hours/policy";
import { formatDate, formatDateTime, formatTimeRange, formatWhen } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { ButtonLink } from "@/ui/button-link";
import { FlashMessage } from "@/ui/flash-message";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { WorkspaceFrame } from "../../../workspace-frame";
import { GroupPeopleTiles } from "../../group-people-tiles";
import { LedGroupTile } from "../../led-group-tile";
import { type LedGroupProps, readLedGroup } from "./read-led-group";

export const dynamic = "force-dynamic";

export async function generateMetadata(props: LedGroupProps): Promise<Metadata> {
  const { locale, group } = await readLedGroup(props);
  const t = await getTranslations({ locale, namespace: "OwnGroups" });
  return privateMetadata(t("title"), group.title);
}

/** A group for whoever leads it, made for a phone: its next meeting, and large ways to its parts. */
export default async function LedGroupPage(props: LedGroupProps) {
  const { locale, session, subject, group } = await readLedGroup(props);
  const own = Permit.ask(canShowOneself, session.actor, subject);
  const leads = Permit.ask(canLeadGroup, session.actor, subject);
  const [t, messages, topic, shown, { done }] = await Promise.all([
    getTranslations({ locale, namespace: "OwnGroups" }),
    getTranslations({ locale, namespace: "GroupMessages" }),
    getTranslations({ locale, namespace: "MeetingTopic" }),
    own ? findOwnShown(own) : null,
    props.searchParams,
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.ownGroup(locale, group.slug)} session={session} part="work">
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-3">
          <SpokenTags languages={group.languages} />
          <h1 className="text-3xl" {...languageOf(group.locale ?? locale, locale)}>
            {group.title}
          </h1>
          <p className="flex flex-wrap items-center gap-3">
            <GroupStateTag locale={locale} state={group.state} />
            <span>
              <GroupWhen locale={locale} usually={group.usually} />
            </span>
          </p>
          <FlashMessage
            done={done}
            messages={{
              shown: t("doneShown"),
              hidden: t("doneHidden"),
              cancelled: messages("doneCancelled"),
              moved: messages("doneMoved"),
              restored: messages("doneRestored"),
              topic: topic("doneWritten"),
              topicRemoved: topic("doneRemoved"),
              over: { text: messages("doneOver"), tone: "stop" },
            }}
          />
        </header>
        {group.state === "ended" ? <Notice>{t("ended")}</Notice> : <NextMeeting locale={locale} group={group} />}
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
          <GroupPeopleTiles
            locale={locale}
            actor={session.actor}
            subject={subject}
            group={{ slug: group.slug, capacity: group.capacity, ended: group.state === "ended" }}
          />
          {Permit.ask(canEnterTutorHours, session.actor, subject) ? (
            <LedGroupTile href={routes.ownGroupHours(locale, group.slug)} icon={Clock} label={t("hours")} />
          ) : null}
          {Permit.ask(canWriteGroupNotes, session.actor, subject) ? (
            <LedGroupTile href={routes.ownGroupNotes(locale, group.slug)} icon={NotebookPen} label={t("notes")} />
          ) : null}
          {own ? (
            <LedGroupTile href={routes.ownGroupShown(locale, group.slug)} icon={UserRound} label={t("shown")}>
              {shown?.shownName ? <bdi>{shown.shownName}</bdi> : t("shownNothing")}
            </LedGroupTile>
          ) : null}
        </ul>
        {leads && group.isPublic ? <LatestMeetings locale={locale} permit={leads} slug={group.slug} /> : null}
        <Later locale={locale} group={group} />
        {group.isPublic ? (
          <p>
            <TextLink href={routes.group(locale, group.slug)} className="inline-flex min-h-11 items-center">
              {t("look")}
            </TextLink>
          </p>
        ) : null}
      </div>
    </WorkspaceFrame>
  );
}

interface PartProps {
  locale: Locale;
  group: LedGroup;
}

/** The next meeting that is held, today's in larger letters, with the place as the group's people know it. */
async function NextMeeting({ locale, group }: PartProps) {
  const [t, messages, words, attendance] = await Promise.all([
    getTranslations({ locale, namespace: "OwnGroups" }),
    getTranslations({ locale, namespace: "GroupMessages" }),
    getTranslations({ locale, namespace: "MeetingTopic" }),
    getTranslations({ locale, namespace: "GroupAttendance" }),
  ]);
  const next = group.meetings.find(({ cancelled }) => !cancelled);
  if (!next) return <Notice>{t("noMeeting")}</Notice>;
  const isToday = dayOf(next.startsAt) === dayOf(new Date());
  const icon = "mt-1 size-5 shrink-0";
  return (
    <section
      aria-labelledby="next"
      className={`grid gap-3 rounded-card border-2 p-4 shadow-card sm:p-6 ${isToday ? "border-spruce bg-moss text-on-moss" : "border-line bg-surface"}`}
    >
      <h2 id="next" className={isToday ? "text-2xl" : "text-lg"}>
        {isToday ? t("today") : t("next")}
      </h2>
      <p className={`font-display leading-tight font-bold ${isToday ? "text-4xl" : "text-2xl"}`}>
        <time dateTime={next.startsAt.toISOString()}>
          {isToday ? formatTimeRange(locale, next) : formatDate(locale, next.startsAt)}
        </time>
        {isToday ? null : <span className="mt-1 block text-xl">{formatTimeRange(locale, next)}</span>}
      </p>
      {next.movedFrom ? <p>{t("moved", { before: formatDateTime(locale, next.movedFrom) })}</p> : null}
      {next.topic ? <MeetingTopic locale={locale} topic={next.topic} /> : null}
      {group.place === "online" ? (
        <p className="flex gap-2">
          <Video aria-hidden className={icon} />
          {group.onlineUrl ? (
            <TextLink href={group.onlineUrl} rel="noreferrer" className="break-all">
              <bdi dir="ltr">{group.onlineUrl}</bdi>
            </TextLink>
          ) : (
            t("online")
          )}
        </p>
      ) : group.placeName || group.address || group.district ? (
        <p className="flex gap-2">
          <MapPin aria-hidden className={icon} />
          <bdi lang="fi">{[group.placeName, group.address].filter(Boolean).join(", ") || group.district}</bdi>
        </p>
      ) : null}
      <p className="flex flex-wrap gap-2.5">
        <ButtonLink href={`${routes.changeMeeting(locale, group.slug, next.id)}#about`} kind="secondary">
          <MessagesSquare aria-hidden className="size-5" />
          {words(next.topic ? "change" : "write")}
        </ButtonLink>
        <ButtonLink href={routes.changeMeeting(locale, group.slug, next.id)} kind="secondary">
          <CalendarClock aria-hidden className="size-5" />
          {messages("changeLink")}
        </ButtonLink>
      </p>
      {isToday && group.isPublic ? (
        <p>
          <ButtonLink href={routes.ownMeeting(locale, group.slug, next.id)} className="min-h-14 text-lg">
            <UserRoundCheck aria-hidden className="size-6" />
            {attendance("title")}
          </ButtonLink>
        </p>
      ) : null}
    </section>
  );
}

/** The meetings after the next one, cancelled ones among them; nothing if there are none. */
async function Later({ locale, group }: PartProps) {
  const [t, messages] = await Promise.all([
    getTranslations({ locale, namespace: "OwnGroups" }),
    getTranslations({ locale, namespace: "GroupMessages" }),
  ]);
  const next = group.meetings.find(({ cancelled }) => !cancelled);
  const later = group.meetings.filter((meeting) => meeting !== next);
  if (later.length === 0) return null;
  return (
    <Section title={t("later")} icon={<CalendarDays aria-hidden />}>
      <ul className="grid gap-2">
        {later.map((meeting) => (
          <li
            key={meeting.id}
            className={`rounded-field border-s-4 bg-surface px-3 py-2 ${meeting.cancelled ? "border-lingon" : "border-spruce"}`}
          >
            {meeting.cancelled ? <span className="font-bold text-lingon">{t("cancelled")} · </span> : null}
            <span className={meeting.cancelled ? "line-through decoration-2" : ""}>{formatWhen(locale, meeting)}</span>
            {meeting.topic ? <MeetingTopic locale={locale} topic={meeting.topic} /> : null}
            <span className="block">
              <TextLink
                href={routes.changeMeeting(locale, group.slug, meeting.id)}
                className="inline-flex min-h-11 items-center"
              >
                {messages("changeTitle")}
                <span className="sr-only">: {formatWhen(locale, meeting)}</span>
              </TextLink>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
