import { Footprints } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { formatDateInSentence, formatTimeRange } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGE_CODES, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/field";
import type { GroupView } from "../queries";
import { VisitMark } from "./visit-mark";

/** The most meetings for which people can say that they will come. */
const OFFERED = 3;

/** The next meetings to which a reader can say "I'll come along": of a group with room to which people just come. */
function meetingsToCome({ entry, state, meetings }: GroupView) {
  if (entry !== "come" || (state !== "open" && state !== "paused")) return [];
  return meetings.filter(({ cancelled }) => !cancelled).slice(0, OFFERED);
}

/**
 * One button for each of the next meetings, with which somebody says that they will come along: no name, no account, only a
 * number for those who prepare the meeting. Nothing if the group wants to be asked first, or has no room. A preview sends nothing.
 */
export async function ComeAlong({
  locale,
  group,
  preview = false,
}: {
  locale: Locale;
  group: GroupView;
  preview?: boolean;
}) {
  const meetings = meetingsToCome(group);
  if (meetings.length === 0) return null;
  const t = await getTranslations({ locale, namespace: "ComeAlong" });
  // The group's own languages first: most who come speak one of them.
  const languages = [...new Set([...group.languages, ...SPOKEN_LANGUAGE_CODES])];
  return (
    <form
      method="post"
      action={routes.comeToGroup(locale, group.slug)}
      className="grid gap-4 rounded-card border-2 border-spruce bg-moss p-4 text-on-moss sm:p-6 print:hidden"
    >
      <div className="flex gap-3">
        <Footprints aria-hidden className="mt-0.5 size-7 shrink-0" />
        <div className="grid gap-1">
          <p className="font-display text-lg font-bold">{t("title")}</p>
          <p>{t("text")}</p>
        </div>
      </div>
      <SelectField id="visitor-language" name="language" label={t("language")} hint={t("languageHint")} defaultValue="">
        <option value="">{t("languageUnsaid")}</option>
        {languages.map((code) => (
          <option key={code} value={code} lang={code}>
            {SPOKEN_LANGUAGES[code].name}
          </option>
        ))}
      </SelectField>
      <VisitMark />
      <div className="flex flex-wrap gap-2.5">
        {meetings.map((meeting, n) => (
          <Button
            key={meeting.id}
            type="submit"
            name="meeting"
            value={meeting.id}
            kind={n === 0 ? "primary" : "secondary"}
            disabled={preview}
            className="max-sm:w-full"
          >
            <span>
              {t("come", { when: formatDateInSentence(locale, meeting.startsAt) })}
              <span className="block text-sm font-normal">{formatTimeRange(locale, meeting)}</span>
            </span>
          </Button>
        ))}
      </div>
    </form>
  );
}
