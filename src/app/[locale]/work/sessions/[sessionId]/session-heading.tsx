import { ForumWhen } from "@/features/forums/components/forum-when";
import type { ForumSessionView, ForumView } from "@/features/forums/queries";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { SessionTitle } from "../../../session-title";

/** Which session a page is about: its title, its forum, and when and where it is held. */
export function SessionHeading({
  locale,
  forum,
  session,
}: {
  locale: Locale;
  forum: ForumView;
  session: ForumSessionView;
}) {
  return (
    <>
      <p className="font-display text-xl font-bold">
        <SessionTitle locale={locale} session={session} />
      </p>
      <p {...languageOf(forum.text.locale, locale)}>{forum.text.title}</p>
      <p>
        <ForumWhen locale={locale} startsAt={session.startsAt} endsAt={session.endsAt} oneLine />
        {" · "}
        <bdi lang="fi">{[forum.venueName, session.room].filter(Boolean).join(", ")}</bdi>
      </p>
    </>
  );
}
