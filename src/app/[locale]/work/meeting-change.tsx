import { CalendarCheck, CalendarClock, CalendarX, MessagesSquare } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { cancelMeetingAction, moveMeetingAction, restoreMeetingAction } from "@/features/group-messages/actions";
import { removeTopicAction, writeTopicAction } from "@/features/groups/actions";
import type { MeetingAtWork } from "@/features/groups/queries";
import { type Home, TOPIC_MOST } from "@/features/groups/schema";
import { formatDateTime, formatWhen } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { inputValue } from "@/i18n/time";
import { Button } from "@/ui/button";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { spokenLanguageOptions } from "@/ui/form-fields";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";

/**
 * What can be done with one meeting: not this week, another time, held after all, or what it is about. Says first how many
 * people are told, because each button but that of the topic tells them at once.
 */
export async function MeetingChange({
  locale,
  slug,
  meeting,
  members,
  home,
}: {
  locale: Locale;
  slug: string;
  meeting: MeetingAtWork;
  /** How many belong to the group. */
  members: number;
  home: Home;
}) {
  const t = await getTranslations({ locale });
  const { id } = meeting;
  const held = !meeting.cancelled && !meeting.movedFrom;
  return (
    <div className="grid gap-8">
      <div className="grid gap-2">
        <p className="font-display text-2xl font-bold">
          {meeting.cancelled ? <span className="text-lingon">{t("GroupWork.cancelled")} · </span> : null}
          <span className={meeting.cancelled ? "line-through decoration-2" : ""}>{formatWhen(locale, meeting)}</span>
        </p>
        {meeting.movedFrom ? (
          <p>{t("GroupWork.movedFrom", { before: formatDateTime(locale, meeting.movedFrom) })}</p>
        ) : null}
      </div>
      <Notice>{t("GroupMessages.tells", { count: members })}</Notice>
      {meeting.cancelled ? null : (
        <Section id="cancel" title={t("GroupMessages.notThisWeek")} icon={<CalendarX aria-hidden />}>
          <p>{t("GroupMessages.cancelHint")}</p>
          <form action={cancelMeetingAction.bind(null, locale, slug, id, home)}>
            <Button type="submit" kind="danger">
              {t("GroupMessages.cancelAndTell", { count: members })}
            </Button>
          </form>
        </Section>
      )}
      {held ? null : (
        <Section id="restore" title={t("GroupWork.restoreMeeting")} icon={<CalendarCheck aria-hidden />}>
          <form action={restoreMeetingAction.bind(null, locale, slug, id, home)}>
            <Button type="submit" kind="secondary">
              {t("GroupMessages.restoreAndTell", { count: members })}
            </Button>
          </form>
        </Section>
      )}
      <Section id="move" title={t("GroupWork.moveTitle")} icon={<CalendarClock aria-hidden />}>
        <p>{t("GroupWork.moveText")}</p>
        <Form
          action={moveMeetingAction.bind(null, locale, slug, id, home)}
          initial={initialFormState({
            day: inputValue(meeting.startsAt).slice(0, 10),
            startTime: inputValue(meeting.startsAt).slice(11),
            endTime: inputValue(meeting.endsAt).slice(11),
          })}
          steps={[
            {
              id: "time",
              fields: [
                { kind: "text", name: "day", label: t("GroupWork.day"), type: "date", ltr: true, required: true },
                {
                  kind: "text",
                  name: "startTime",
                  label: t("GroupWork.startTime"),
                  type: "time",
                  ltr: true,
                  required: true,
                },
                {
                  kind: "text",
                  name: "endTime",
                  label: t("GroupWork.endTime"),
                  type: "time",
                  ltr: true,
                  required: true,
                },
              ],
            },
          ]}
          words={await formLabels(locale, t("GroupMessages.moveAndTell", { count: members }))}
          kind="secondary"
        />
      </Section>
      {meeting.cancelled ? null : <Topic locale={locale} slug={slug} meeting={meeting} home={home} />}
    </div>
  );
}

/** What the meeting is about: a line in any language, for everybody to see. */
async function Topic({
  locale,
  slug,
  meeting: { id, topic, topicAt },
  home,
}: {
  locale: Locale;
  slug: string;
  meeting: MeetingAtWork;
  home: Home;
}) {
  const t = await getTranslations({ locale, namespace: "MeetingTopic" });
  return (
    <Section id="about" title={t("title")} icon={<MessagesSquare aria-hidden />}>
      <p>{t("hint")}</p>
      <Form
        action={writeTopicAction.bind(null, locale, slug, id, home)}
        initial={initialFormState({
          topic: topic?.text ?? "",
          language: topic?.language ?? locale,
          seen: topicAt?.toISOString() ?? "",
        })}
        draft={{ name: `meeting-topic ${id}`, restored: t("restored"), forget: t("forget") }}
        lists={{ languages: spokenLanguageOptions(locale) }}
        steps={[
          {
            id: "topic-words",
            fields: [
              { kind: "hidden", name: "seen", kept: "sent" },
              { kind: "select", name: "language", label: t("language"), options: "languages" },
              {
                kind: "text",
                name: "topic",
                label: t("text"),
                hint: t("textHint"),
                maxLength: TOPIC_MOST,
                // A line on paper is two on a phone.
                lines: 2,
                required: true,
                language: { ...languageOf(topic?.language ?? locale, ""), dir: "auto" },
              },
            ],
          },
        ]}
        words={await formLabels(locale, t("save"))}
        kind="secondary"
      />
      {topic ? (
        <form action={removeTopicAction.bind(null, locale, slug, id, home)}>
          <Button type="submit" kind="secondary">
            {t("remove")}
          </Button>
        </form>
      ) : null}
    </Section>
  );
}
