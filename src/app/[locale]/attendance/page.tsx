import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MeetingApp } from "@/features/group-attendance/components/meeting-app";
import { meetingWords } from "@/features/group-attendance/components/meeting-words";
import { routes } from "@/i18n/routes";
import { unlistedMetadata } from "../../page-metadata";
import { type LocaleParams, localeOf } from "../locale-params";
import { SiteFrame } from "../site-frame";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "GroupAttendance" });
  return unlistedMetadata(t("title"));
}

/**
 * The shell of a meeting's attendance: without personal data and the same for everybody. The service worker keeps it and shows it
 * at the address of a meeting when there is no network; the script then finds what the device holds.
 */
export default async function AttendanceShell({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const [t, words] = await Promise.all([
    getTranslations({ locale, namespace: "GroupAttendance" }),
    meetingWords(locale),
  ]);
  return (
    <SiteFrame locale={locale} path={routes.attendanceShell(locale)} slim compact>
      <div className="mx-auto grid w-full max-w-2xl gap-5">
        <MeetingApp locale={locale} meeting={null} opens words={words}>
          <h1 className="text-2xl">{t("title")}</h1>
          <p>{t("shellText")}</p>
        </MeetingApp>
      </div>
    </SiteFrame>
  );
}
