import "server-only";
import { formatDate, formatTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { drawSharePicture } from "@/platform/share-picture";
import type { ForumView } from "./queries";

/** A forum's picture, which messengers show beside its link: its title, when and where. */
export function shareImage({
  forum,
  locale,
  place,
  state,
  tagline,
}: {
  forum: ForumView;
  locale: Locale;
  place: string;
  state: string | undefined;
  tagline: string;
}): Buffer {
  return drawSharePicture({
    locale,
    remark: state,
    title: { text: forum.text.title, locale: forum.text.locale },
    lines: [
      { parts: [formatDate(locale, forum.startsAt)] },
      { parts: [`${formatTime(forum.startsAt)}–${formatTime(forum.endsAt)}`] },
      { parts: forum.online ? [place] : [place, forum.venueName], strong: true },
    ],
    tagline,
  });
}
