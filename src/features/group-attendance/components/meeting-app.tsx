"use client";

import type { ReactNode } from "react";
import { OfflineApp } from "@/features/offline-log/components/offline-app";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import type { MeetingKind } from "../device/kind";
import { MeetingDesk } from "./meeting-desk";
import type { MeetingWords } from "./meeting-words";

/** The slug of a group and the id of its meeting are the key of the meeting's log. */
const keyOf = (slug: string, meetingId: string) => `${slug}/${meetingId}`;

const pagesIn = (locale: Locale) => {
  const split = (key: string) => {
    const [slug = "", meetingId = ""] = key.split("/");
    return [slug, meetingId] as const;
  };
  return {
    keyIn(pathname: string) {
      const [, , work, section, slug, meetings, id] = pathname.split("/");
      return work === "work" && section === "own-groups" && slug && meetings === "meetings" && id
        ? keyOf(slug, id)
        : null;
    },
    page: (key: string) => routes.ownMeeting(locale, ...split(key)),
    address: (key: string) => routes.ownMeetingLog(locale, ...split(key)),
    scope: (key: string) => routes.ownMeeting(locale, ...split(key)).replace(/\/[^/]*$/, ""),
    shell: routes.attendanceShell(locale),
  };
};

/** Built once for each language, because an app begins anew with other ones. */
const PAGES = Object.fromEntries(LOCALE_CODES.map((locale) => [locale, pagesIn(locale)])) as Record<
  Locale,
  ReturnType<typeof pagesIn>
>;

/** A meeting's attendance on a phone, also without a network (docs/decisions/027). */
export function MeetingApp({
  locale,
  meeting,
  opens,
  words,
  children,
}: {
  locale: Locale;
  /** Null on the shell, which is shown at the address of a meeting. */
  meeting: {
    slug: string;
    id: string;
    /** When the meeting's day is over (RFC 3339). */
    endsAt: string;
  } | null;
  /** False on a page where nothing can be noted: the device then forgets, and opens nothing. */
  opens: boolean;
  words: MeetingWords;
  /** The page without a script. */
  children: ReactNode;
}) {
  const pages = PAGES[locale];
  return (
    <OfflineApp<MeetingKind>
      pages={pages}
      logKey={meeting && keyOf(meeting.slug, meeting.id)}
      endsAt={meeting?.endsAt ?? null}
      signedIn
      opens={opens}
      words={words}
      running={(store, key) => (
        <MeetingDesk
          locale={locale}
          store={store}
          address={pages.address(key)}
          meetingHref={pages.page(key)}
          titled={meeting === null}
          words={words}
        />
      )}
    >
      {children}
    </OfflineApp>
  );
}
