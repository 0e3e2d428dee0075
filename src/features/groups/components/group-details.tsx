import { CalendarPlus, DoorOpen, HandHeart, Mail, MessageCircle, MessagesSquare, Phone, UserRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { ForumSection } from "@/features/forums/components/forum-section";
import { formatDateTime, formatNumericDate, formatWhen } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf, Paragraphs } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { buttonClass } from "@/ui/button";
import { Link } from "@/ui/link";
import { ShareButtons } from "@/ui/share-buttons";
import { TEXT_LINK, TextLink } from "@/ui/text-link";
import type { GroupView } from "../queries";
import { ComeAlong } from "./come-along";
import { MeetingTopic } from "./meeting-topic";
import { SpokenTags } from "./spoken-tags";

interface Props {
  locale: Locale;
  group: GroupView;
}

/** A part of a group's text. */
function GroupParagraphs({ locale, group: { text }, part }: Props & { part: "description" | "firstTime" }) {
  return (
    <div className="grid max-w-2xl gap-3" {...languageOf(text.locale, locale)}>
      <Paragraphs text={text[part]}>{(paragraph) => <Terms locale={text.locale}>{paragraph}</Terms>}</Paragraphs>
    </div>
  );
}

/** What happens in a group, and what it is like to come for the first time. */
export async function GroupWords({ locale, group }: Props) {
  const t = await getTranslations({ locale, namespace: "Group" });
  return (
    <>
      <ForumSection id="about" title={t("about")} icon={<MessagesSquare aria-hidden />}>
        <GroupParagraphs locale={locale} group={group} part="description" />
      </ForumSection>
      <GroupFirstTime locale={locale} group={group} />
    </>
  );
}

/** What it is like to come to a group for the first time. */
export async function GroupFirstTime({ locale, group }: Props) {
  if (!group.text.firstTime) return null;
  const t = await getTranslations({ locale, namespace: "Group" });
  return (
    <ForumSection id="first-time" title={t("firstTime")} icon={<DoorOpen aria-hidden />} emphasis>
      <GroupParagraphs locale={locale} group={group} part="firstTime" />
    </ForumSection>
  );
}

/** The tutors who have agreed to be shown, with the languages that they speak. */
export async function GroupTutors({ locale, group }: Props) {
  if (group.tutors.length === 0) return null;
  const t = await getTranslations({ locale, namespace: "Group" });
  return (
    <ForumSection id="tutors" title={t("tutors")} icon={<HandHeart aria-hidden />}>
      <ul className="grid gap-3 sm:grid-cols-2">
        {group.tutors.map(({ name, languages }) => (
          <li key={name} className="flex items-start gap-4 rounded-card border border-line bg-surface p-4">
            <UserRound aria-hidden className="mt-0.5 size-8 shrink-0 text-spruce" />
            <div className="grid gap-2">
              <p className="font-display text-lg font-bold">
                <bdi>{name}</bdi>
              </p>
              {languages.length > 0 ? (
                <>
                  <p className="sr-only">{t("speaks")}</p>
                  <SpokenTags languages={languages} />
                </>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </ForumSection>
  );
}

/** How to come along: for which meeting to say so, or whom to ask. */
export async function GroupCome({ locale, group, preview = false }: Props & { preview?: boolean }) {
  const t = await getTranslations({ locale, namespace: "Group" });
  const phone = group.contact.phone ? "yes" : "no";
  return (
    <ForumSection id="come" title={t("come")} icon={<MessageCircle aria-hidden />}>
      <ComeAlong locale={locale} group={group} preview={preview} />
      <p>{group.state === "full" ? t("fullText") : t(group.entry === "come" ? "comeFreely" : "comeText", { phone })}</p>
      <GroupContact locale={locale} group={group} />
    </ForumSection>
  );
}

/** Whom to write to or call, in any language. */
export async function GroupContact({ locale, group }: Props) {
  const t = await getTranslations({ locale, namespace: "Group" });
  return (
    <>
      <p>
        <bdi>{group.contact.name}</bdi> · <span className="sr-only">{t("organiser")}: </span>
        {group.organisation.url ? (
          <TextLink href={group.organisation.url} rel="noreferrer">
            <bdi lang="fi">{group.organisation.name}</bdi>
          </TextLink>
        ) : (
          <bdi lang="fi">{group.organisation.name}</bdi>
        )}
      </p>
      <p className="flex flex-wrap gap-3 print:gap-x-6">
        {group.contact.phone ? (
          <a href={`tel:${group.contact.phone.replace(/[^+\d]/g, "")}`} className={buttonClass("primary")}>
            <Phone aria-hidden className="size-5" />
            <bdi dir="ltr">{group.contact.phone}</bdi>
          </a>
        ) : null}
        <a
          href={`mailto:${group.contact.email}`}
          className={buttonClass(group.contact.phone ? "secondary" : "primary", "max-w-full")}
        >
          <Mail aria-hidden className="size-5 shrink-0" />
          <bdi dir="ltr" className="break-all">
            {group.contact.email}
          </bdi>
        </a>
      </p>
    </>
  );
}

/** The next meetings, cancelled and moved ones among them, and the file for a calendar. */
export async function GroupMeetings({ locale, group, preview = false }: Props & { preview?: boolean }) {
  const t = await getTranslations({ locale, namespace: "Group" });
  if (!group.usually && group.meetings.length === 0) return <p>{t("appointmentText")}</p>;
  return (
    <div className="grid gap-3">
      {group.meetings.length === 0 ? <p>{t("meetingsNone")}</p> : null}
      <ol className="grid gap-2">
        {group.meetings.map((meeting) => (
          <li
            key={`${meeting.movedFrom?.getTime() ?? ""}${meeting.startsAt.getTime()}`}
            className={`grid gap-0.5 rounded-field border-s-4 bg-paper px-3 py-2 ${meeting.cancelled ? "border-lingon" : "border-spruce"}`}
          >
            {meeting.cancelled ? <span className="font-bold text-lingon">{t("cancelled")}</span> : null}
            <time
              dateTime={meeting.startsAt.toISOString()}
              className={meeting.cancelled ? "line-through decoration-2" : "font-semibold"}
            >
              {formatWhen(locale, meeting)}
            </time>
            {meeting.cancelled ? <span className="text-sm">{t("cancelledText")}</span> : null}
            {!meeting.cancelled && meeting.movedFrom ? (
              <span className="text-sm">{t("moved", { before: formatDateTime(locale, meeting.movedFrom) })}</span>
            ) : null}
            {meeting.topic ? <MeetingTopic locale={locale} topic={meeting.topic} /> : null}
          </li>
        ))}
      </ol>
      {group.usually && !preview ? (
        <p className="print:hidden">
          <a
            href={routes.groupCalendar(locale, group.slug)}
            className={`${TEXT_LINK} inline-flex min-h-11 items-center gap-2`}
          >
            <CalendarPlus aria-hidden className="size-5 shrink-0" />
            {t("calendar")}
          </a>
        </p>
      ) : null}
    </div>
  );
}

/** The forums that a group prepares for, or talks about afterwards. */
export async function GroupForums({ locale, group }: Props) {
  if (group.forums.length === 0) return null;
  const t = await getTranslations({ locale, namespace: "Group" });
  const said = { prepares: t("prepares"), followsUp: t("followsUp"), cancelled: t("cancelled") };
  return (
    <ForumSection id="forums" title={t("forums")} icon={<MessagesSquare aria-hidden />}>
      <ul className="grid gap-3">
        {group.forums.map((forum) => (
          <li key={forum.slug} className="grid gap-1 rounded-card border border-line bg-surface p-4">
            <Link
              href={routes.forum(locale, forum.slug)}
              className={`${TEXT_LINK} inline-flex min-h-11 items-center`}
              {...languageOf(forum.locale, locale)}
            >
              <span>
                <Terms locale={forum.locale}>{forum.title}</Terms>
              </span>
            </Link>
            <span>
              {formatNumericDate(forum.startsAt)} ·{" "}
              <span className={forum.what === "cancelled" ? "font-bold text-lingon" : ""}>{said[forum.what]}</span>
            </span>
          </li>
        ))}
      </ul>
    </ForumSection>
  );
}

/** Ways to tell others of a group; `url` is the address of its page. */
export async function GroupShare({ locale, group, url }: Props & { url: string }) {
  const t = await getTranslations({ locale, namespace: "Group" });
  const text = t("shareText", { title: group.text.title, url });
  return (
    <ForumSection id="share" title={t("share")} onPaper={false}>
      <ShareButtons
        title={group.text.title}
        text={text}
        url={url}
        words={{
          whatsapp: t("shareWhatsapp"),
          email: t("shareEmail"),
          copy: t("shareCopy"),
          copied: t("shareCopied"),
        }}
      />
    </ForumSection>
  );
}
