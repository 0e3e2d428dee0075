import {
  Archive,
  CalendarDays,
  Copy,
  Eye,
  Footprints,
  HandHeart,
  History,
  Languages,
  MessagesSquare,
  Moon,
  NotebookPen,
  Pencil,
  Send,
} from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { meetingDay } from "@/features/group-attendance/rules";
import { GroupNote } from "@/features/group-notes/components/group-note";
import { searchGroupNotes } from "@/features/group-notes/queries";
import {
  addBreakAction,
  copyGroupAction,
  endGroupAction,
  endTutorAction,
  linkForumAction,
  nameTutorAction,
  publishGroupAction,
  removeBreakAction,
  unlinkForumAction,
} from "@/features/groups/actions";
import { GroupStateTag } from "@/features/groups/components/group-state-tag";
import { GroupWhen } from "@/features/groups/components/group-when";
import { MeetingTopic } from "@/features/groups/components/meeting-topic";
import type { ManageGroup } from "@/features/groups/policy";
import type { GroupAtWork } from "@/features/groups/queries";
import { formatDateTime, formatNumericDate, formatWhen } from "@/i18n/formatting";
import { LOCALE_CODES, LOCALES, type Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { PageNumber } from "@/i18n/page-number";
import { routes } from "@/i18n/routes";
import { instantOf } from "@/i18n/time";
import { Button, buttonClass } from "@/ui/button";
import { ButtonLink } from "@/ui/button-link";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { emailField } from "@/ui/form-fields";
import { Link } from "@/ui/link";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { LanguageForStaff } from "../../../language-for-staff";
import { Pager } from "../../../pager";
import { WorkspaceFrame } from "../../../workspace-frame";
import { GroupPeopleTiles } from "../../group-people-tiles";
import { readGroupAtWork } from "./read-group";

interface Props {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, group } = await readGroupAtWork(params);
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  return privateMetadata(t("group"), group.title);
}

interface PartProps {
  locale: Locale;
  group: GroupAtWork;
}

/** A day (`YYYY-MM-DD`) as readers write it. */
const writeDay = (day: string) => formatNumericDate(instantOf(day) ?? new Date(day));

/** One group for its staff: its meetings, breaks, tutors, texts and forums, and what can be done with the whole. */
export default async function GroupAtWorkPage({ params, searchParams }: Props) {
  const { locale, session, permit, group } = await readGroupAtWork(params);
  const { done, page } = await searchParams;
  const ended = group.status === "ended";
  return (
    <WorkspaceFrame locale={locale} path={routes.workOnGroup(locale, group.id)} session={session} part="groups" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-8">
        <Head locale={locale} group={group} done={done} />
        {group.publishedAt ? (
          <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4">
            <GroupPeopleTiles
              locale={locale}
              actor={session.actor}
              subject={permit.subject}
              group={{ slug: group.slug, capacity: group.capacity, ended }}
            />
          </ul>
        ) : null}
        {ended ? null : (
          <>
            <Meetings locale={locale} group={group} />
            <Breaks locale={locale} group={group} />
            <Tutors locale={locale} group={group} />
          </>
        )}
        <Texts locale={locale} group={group} />
        {ended ? null : <Forums locale={locale} group={group} />}
        <PastMeetings locale={locale} group={group} />
        <Notes locale={locale} group={group} permit={permit} page={PageNumber.parse(page)} />
        <Copying locale={locale} group={group} />
        {ended ? null : <Ending locale={locale} group={group} />}
      </div>
    </WorkspaceFrame>
  );
}

/** What the group is called, how it stands, and the ways to publish, see and change it. */
async function Head({ locale, group, done }: PartProps & { done: string | string[] | undefined }) {
  const [t, messages, topic] = await Promise.all([
    getTranslations({ locale, namespace: "GroupWork" }),
    getTranslations({ locale, namespace: "GroupMessages" }),
    getTranslations({ locale, namespace: "MeetingTopic" }),
  ]);
  return (
    <header className="grid gap-3">
      <p>
        <TextLink href={routes.groupsAtWork(locale)} className="inline-flex min-h-11 items-center">
          {t("back")}
        </TextLink>
      </p>
      <h1 className="text-3xl" {...languageOf(group.locale ?? locale, locale)}>
        {group.title}
      </h1>
      <p className="flex flex-wrap items-center gap-3">
        <GroupStateTag locale={locale} state={group.state} />
        <span>
          <GroupWhen locale={locale} usually={group.usually} />
        </span>
        <bdi lang="fi">{group.organisation.name}</bdi>
      </p>
      <FlashMessage
        done={done}
        messages={{
          created: t("doneCreated"),
          copied: t("doneCopied"),
          edited: t("doneEdited"),
          published: t("donePublished"),
          ended: t("doneEnded"),
          paused: t("donePaused"),
          resumed: t("doneResumed"),
          tutor: t("doneTutor"),
          tutorEnded: t("doneTutorEnded"),
          linked: t("doneLinked"),
          unlinked: t("doneUnlinked"),
          moved: messages("doneMoved"),
          cancelled: messages("doneCancelled"),
          restored: messages("doneRestored"),
          topic: topic("doneWritten"),
          topicRemoved: topic("doneRemoved"),
          over: { text: messages("doneOver"), tone: "stop" },
          organisation_retired: { text: t("doneRetired"), tone: "stop" },
        }}
      />
      <Standing locale={locale} group={group} />
      {group.status === "ended" ? null : (
        <p>
          <Link href={routes.editGroup(locale, group.id)} className={buttonClass("secondary")}>
            <Pencil aria-hidden className="size-5" />
            {t("edit")}
          </Link>
        </p>
      )}
    </header>
  );
}

/** A draft with the ways to publish and preview it, or the way to the page of a group that readers know. */
async function Standing({ locale, group }: PartProps) {
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  if (group.status === "draft")
    return (
      <Notice tone="care" title={t("draftTitle")}>
        <p>{t("draftText")}</p>
        <div className="mt-2 flex flex-wrap gap-3">
          <form action={publishGroupAction.bind(null, locale, group.id)}>
            <Button type="submit">
              <Send aria-hidden className="size-5" />
              {t("publish")}
            </Button>
          </form>
          <ButtonLink href={routes.previewGroup(locale, group.id)} kind="secondary">
            <Eye aria-hidden className="size-5" />
            {t("preview")}
          </ButtonLink>
        </div>
      </Notice>
    );
  if (!group.publishedAt) return null;
  return (
    <p>
      <TextLink href={routes.group(locale, group.slug)} className="inline-flex min-h-11 items-center">
        {t("look")}
      </TextLink>
    </p>
  );
}

/** How many coming meetings stand open; the others are folded. */
const OPEN_MEETINGS = 4;

/** The coming meetings, each with the ways to move it, cancel it, or hold it as planned. */
async function Meetings({ locale, group }: PartProps) {
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  const list = (meetings: GroupAtWork["meetings"]) => (
    <ul className="grid gap-3">
      {meetings.map((meeting) => (
        <Meeting
          key={meeting.id}
          locale={locale}
          groupId={group.id}
          slug={group.status === "draft" ? null : group.slug}
          meeting={meeting}
        />
      ))}
    </ul>
  );
  const later = group.meetings.slice(OPEN_MEETINGS);
  return (
    <Section id="meetings" title={t("meetingsTitle")} icon={<CalendarDays aria-hidden />}>
      {group.meetings.length === 0 ? <p>{t("meetingsNone")}</p> : null}
      {list(group.meetings.slice(0, OPEN_MEETINGS))}
      {later.length > 0 ? (
        <details className="fold rounded-field border-2 border-line">
          <summary className="flex min-h-12 list-none items-center gap-3 px-3.5 py-2 font-semibold">
            {t("laterTitle")}
          </summary>
          <div className="px-3.5 pb-4">{list(later)}</div>
        </details>
      ) : null}
    </Section>
  );
}

/** The way to who came to a meeting. */
async function AttendanceLink({
  locale,
  slug,
  meeting,
}: {
  locale: Locale;
  slug: string;
  meeting: { id: string; startsAt: Date; endsAt: Date };
}) {
  const t = await getTranslations({ locale, namespace: "GroupAttendance" });
  return (
    <TextLink href={routes.ownMeeting(locale, slug, meeting.id)} className="inline-flex min-h-11 items-center">
      {t("title")}
      <span className="sr-only">: {formatWhen(locale, meeting)}</span>
    </TextLink>
  );
}

async function Meeting({
  locale,
  groupId,
  slug,
  meeting,
}: {
  locale: Locale;
  groupId: string;
  /** Of a group that has been published; in others, nobody notes who came. */
  slug: string | null;
  meeting: GroupAtWork["meetings"][number];
}) {
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  const messages = await getTranslations({ locale, namespace: "GroupMessages" });
  const when = formatWhen(locale, meeting);
  return (
    <li className="grid gap-2 rounded-card border border-line bg-surface p-4">
      <p className="font-semibold">
        {meeting.cancelled ? <span className="text-lingon">{t("cancelled")} · </span> : null}
        <span className={meeting.cancelled ? "line-through decoration-2" : ""}>{when}</span>
      </p>
      {meeting.movedFrom ? (
        <p className="text-sm">{t("movedFrom", { before: formatDateTime(locale, meeting.movedFrom) })}</p>
      ) : null}
      {meeting.topic ? <MeetingTopic locale={locale} topic={meeting.topic} /> : null}
      <Visits locale={locale} visits={meeting.visits} />
      {slug && !meeting.cancelled && meetingDay(meeting, new Date()) === "on" ? (
        <p>
          <AttendanceLink locale={locale} slug={slug} meeting={meeting} />
        </p>
      ) : null}
      <div className="flex flex-wrap gap-x-3 gap-y-2">
        <Link href={routes.groupMeeting(locale, groupId, meeting.id)} className={buttonClass("secondary")}>
          {messages("changeTitle")}
          <span className="sr-only">: {when}</span>
        </Link>
        {meeting.cancelled ? null : (
          <TextLink
            href={routes.forumOfMeeting(locale, groupId, meeting.id)}
            className="inline-flex min-h-11 items-center"
          >
            {t("forumOfMeeting")}
            <span className="sr-only">: {when}</span>
          </TextLink>
        )}
      </div>
    </li>
  );
}

/** How many people said that they will come along to a meeting, and which languages they speak. Nothing if nobody did. */
async function Visits({ locale, visits }: { locale: Locale; visits: GroupAtWork["meetings"][number]["visits"] }) {
  if (visits.people === 0) return null;
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  return (
    <p className="flex gap-2">
      <Footprints aria-hidden className="mt-0.5 size-5 shrink-0 text-spruce" />
      <span>
        {t("visits", { count: visits.people })}
        {visits.languages.map(({ language, people }) => (
          <span key={language} className="block text-sm">
            <LanguageForStaff locale={locale} language={language} />: {people}
          </span>
        ))}
      </span>
    </p>
  );
}

/** The days on which the group does not meet, and the form that adds some. */
async function Breaks({ locale, group }: PartProps) {
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  return (
    <Section id="breaks" title={t("breaksTitle")} icon={<Moon aria-hidden />}>
      <p>{t("breaksHint")}</p>
      {group.breaks.length > 0 ? (
        <ul className="grid gap-3">
          {group.breaks.map(({ id, firstDay, lastDay }) => {
            const days = `${writeDay(firstDay)} – ${writeDay(lastDay)}`;
            return (
              <li
                key={id}
                className="flex flex-wrap items-center justify-between gap-3 rounded-card border border-line bg-surface p-4"
              >
                <bdi dir="ltr" className="font-semibold">
                  {days}
                </bdi>
                <form action={removeBreakAction.bind(null, locale, group.id, id)}>
                  <Button type="submit" kind="secondary">
                    {t("removeBreak")}
                    <span className="sr-only">: {days}</span>
                  </Button>
                </form>
              </li>
            );
          })}
        </ul>
      ) : null}
      <Form
        action={addBreakAction.bind(null, locale, group.id)}
        initial={initialFormState({})}
        steps={[
          {
            id: "break",
            fields: [
              { kind: "text", name: "firstDay", label: t("breakFirst"), type: "date", ltr: true, required: true },
              { kind: "text", name: "lastDay", label: t("breakLast"), type: "date", ltr: true, required: true },
            ],
          },
        ]}
        words={await formLabels(locale, t("addBreak"))}
        kind="secondary"
      />
    </Section>
  );
}

/** Who leads the group and what the page says of them, and the form that names somebody. */
async function Tutors({ locale, group }: PartProps) {
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  return (
    <Section id="tutors" title={t("tutorsTitle")} icon={<HandHeart aria-hidden />}>
      <p>{t("tutorsHint")}</p>
      {group.tutors.length === 0 ? <p>{t("tutorsNone")}</p> : null}
      <ul className="grid gap-3">
        {group.tutors.map(({ id, name, email, shownName }) => (
          <li
            key={id}
            className="flex flex-wrap items-center gap-x-6 gap-y-2 rounded-card border border-line bg-surface p-4"
          >
            <div className="min-w-0 grow">
              <p className="font-semibold">
                <bdi>{name ?? email}</bdi>
              </p>
              <p>{shownName ? t("tutorShown", { name: `\u2068${shownName}\u2069` }) : t("tutorHidden")}</p>
              <p className="text-sm break-all text-ink-soft">
                <bdi dir="ltr">{email}</bdi>
              </p>
            </div>
            <form action={endTutorAction.bind(null, locale, group.id, id)}>
              <Button type="submit" kind="secondary">
                {t("endTutor")}
                <span className="sr-only">
                  : <bdi>{name ?? email}</bdi>
                </span>
              </Button>
            </form>
          </li>
        ))}
      </ul>
      <Form
        action={nameTutorAction.bind(null, locale, group.id)}
        initial={initialFormState({})}
        steps={[
          {
            id: "tutor",
            fields: [
              emailField(t("tutorEmail"), {
                hint: t("tutorEmailHint"),
                autoComplete: "off",
                maxLength: 254,
                required: true,
              }),
            ],
          },
        ]}
        words={await formLabels(locale, t("nameTutor"))}
        kind="secondary"
      />
    </Section>
  );
}

/** The ways to the group's texts in each language. */
async function Texts({ locale, group: { text } }: PartProps) {
  if (!text) return null;
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  return (
    <Section id="texts" title={t("textsTitle")} icon={<Languages aria-hidden />}>
      <p>{t("textsHint")}</p>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {LOCALE_CODES.map((language) => (
          <li key={language}>
            <TextLink href={routes.text(locale, text.itemId, language)} className="inline-flex min-h-11 items-center">
              <bdi lang={language}>{LOCALES[language].name}</bdi>
            </TextLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The meetings that have been, newest first, each with the way to who came. */
async function PastMeetings({ locale, group }: PartProps) {
  if (group.past.length === 0) return null;
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  return (
    <Section id="past" title={t("pastTitle")} icon={<History aria-hidden />}>
      <ul className="grid gap-1">
        {group.past.map((meeting) => (
          <li
            key={meeting.id}
            className={`flex flex-wrap items-center gap-x-3 ${meeting.cancelled ? "text-ink-soft" : ""}`}
          >
            <span>
              {formatWhen(locale, meeting)}
              {meeting.cancelled ? ` · ${t("cancelled")}` : null}
            </span>
            {meeting.cancelled || group.status === "draft" ? null : (
              <AttendanceLink locale={locale} slug={group.slug} meeting={meeting} />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What the group's tutors have written to its staff, newest first, and the way to the sums of their hours. */
async function Notes({ locale, group, permit, page }: PartProps & { permit: ManageGroup; page: number }) {
  const [t, { notes, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "GroupNotes" }),
    searchGroupNotes(permit, { page }),
  ]);
  return (
    <Section id="notes" title={t("ofTutors")} icon={<NotebookPen aria-hidden />}>
      {notes.length === 0 ? <p>{t("none")}</p> : null}
      {notes.map((note) => (
        <GroupNote key={note.id} locale={locale} note={note} />
      ))}
      <Pager
        locale={locale}
        page={page}
        pages={pages}
        label={t("ofTutors")}
        heading="notes"
        at={(of) => routes.workOnGroup(locale, group.id, { page: of })}
      />
      <p>
        <TextLink href={routes.tutorHours(locale, group.organisationId)} className="inline-flex min-h-11 items-center">
          {t("hours")}
        </TextLink>
      </p>
    </Section>
  );
}

/** The forums that the group prepares for, and the form that links one. */
async function Forums({ locale, group }: PartProps) {
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  return (
    <Section id="forums" title={t("forumsTitle")} icon={<MessagesSquare aria-hidden />}>
      <p>{t("forumsHint")}</p>
      <ul className="grid gap-3">
        {group.forums.map(({ id, slug, title, locale: language, startsAt }) => {
          const name = <bdi {...(language && languageOf(language, locale))}>{title}</bdi>;
          return (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-3 rounded-card border border-line bg-surface p-4"
            >
              <TextLink href={routes.forum(locale, slug)} className="inline-flex min-h-11 items-center">
                <span>
                  {name} · {formatNumericDate(startsAt)}
                </span>
              </TextLink>
              <form action={unlinkForumAction.bind(null, locale, group.id, id)}>
                <Button type="submit" kind="secondary">
                  {t("unlinkForum")}
                  <span className="sr-only">: {name}</span>
                </Button>
              </form>
            </li>
          );
        })}
      </ul>
      <Form
        action={linkForumAction.bind(null, locale, group.id)}
        initial={initialFormState({})}
        steps={[
          {
            id: "forum",
            fields: [{ kind: "text", name: "forum", label: t("forum"), maxLength: 300, ltr: true, required: true }],
          },
        ]}
        words={await formLabels(locale, t("linkForum"))}
        kind="secondary"
      />
    </Section>
  );
}

/** The form that makes a draft like this group. */
async function Copying({ locale, group }: PartProps) {
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  return (
    <Section id="copy" title={t("copyTitle")} icon={<Copy aria-hidden />}>
      <p>{t("copyHint")}</p>
      <form action={copyGroupAction.bind(null, locale, group.id)}>
        <Button type="submit" kind="secondary">
          {t("copy")}
        </Button>
      </form>
    </Section>
  );
}

/** The form that ends the group, after it has asked once more. */
async function Ending({ locale, group }: PartProps) {
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  return (
    <Section id="end" title={t("endTitle")} icon={<Archive aria-hidden />}>
      <p>{t("endHint")}</p>
      <Form
        action={endGroupAction.bind(null, locale, group.id)}
        initial={initialFormState({})}
        steps={[{ id: "confirmed", fields: [{ kind: "hidden", name: "confirmed" }] }]}
        words={{ ...(await formLabels(locale, t("end"))), submitOtherwise: t("endSure") }}
        kind="danger"
      />
    </Section>
  );
}
