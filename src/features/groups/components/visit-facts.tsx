import { Backpack, CalendarDays, CalendarPlus, MapPin } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { formatWhen } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { Card } from "@/ui/card";
import { SummaryListItem } from "@/ui/summary-list-item";
import { TEXT_LINK } from "@/ui/text-link";
import type { GroupView, MeetingView } from "../queries";
import { GroupPlace } from "./group-facts";

/** What somebody has to know who comes along to a meeting: when and where it is, and what to bring. */
export async function VisitFacts({
  locale,
  group,
  meeting,
}: {
  locale: Locale;
  group: GroupView;
  meeting: MeetingView;
}) {
  const [t, facts] = await Promise.all([
    getTranslations({ locale, namespace: "ComeAlong" }),
    getTranslations({ locale, namespace: "Group" }),
  ]);
  return (
    <Card className="grid gap-4 max-sm:p-4">
      <dl className="grid gap-3 sm:gap-4">
        <SummaryListItem icon={<CalendarDays aria-hidden />} label={facts("when")}>
          <time
            dateTime={meeting.startsAt.toISOString()}
            className={meeting.cancelled ? "line-through decoration-2" : ""}
          >
            {formatWhen(locale, meeting)}
          </time>
        </SummaryListItem>
        <SummaryListItem icon={<MapPin aria-hidden />} label={facts("where")}>
          <GroupPlace locale={locale} group={group} />
        </SummaryListItem>
        <SummaryListItem icon={<Backpack aria-hidden />} label={t("bring")}>
          <span className="font-normal">{t(group.childcare ? "bringChildren" : "bringNothing")}</span>
        </SummaryListItem>
      </dl>
      <p className="print:hidden">
        <a
          href={routes.groupCalendar(locale, group.slug)}
          className={`${TEXT_LINK} inline-flex min-h-11 items-center gap-2`}
        >
          <CalendarPlus aria-hidden className="size-5 shrink-0" />
          {facts("calendar")}
        </a>
      </p>
    </Card>
  );
}
