import "server-only";
import { UserRoundCheck } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { LeadGroup } from "@/features/groups/policy";
import { formatWhen } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { Section } from "@/ui/section";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { listLatestMeetings } from "../queries";

/** The ways to who came to the group's last meetings, today's among them; nothing before its first. */
export async function LatestMeetings({ locale, permit, slug }: { locale: Locale; permit: LeadGroup; slug: string }) {
  const [t, meetings] = await Promise.all([
    getTranslations({ locale, namespace: "GroupAttendance" }),
    listLatestMeetings(permit),
  ]);
  if (meetings.length === 0) return null;
  return (
    <Section title={t("title")} icon={<UserRoundCheck aria-hidden />}>
      <ul className="grid gap-1">
        {meetings.map((meeting) => (
          <li key={meeting.id} className="flex flex-wrap items-center gap-x-3">
            <TextLink href={routes.ownMeeting(locale, slug, meeting.id)} className="inline-flex min-h-11 items-center">
              {formatWhen(locale, meeting)}
            </TextLink>
            {meeting.noted ? null : <Tag tone="care">{t("notNoted")}</Tag>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
