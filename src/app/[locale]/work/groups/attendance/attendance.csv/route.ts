import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { noteAttendanceExport } from "@/features/group-attendance/commands";
import { canSeeGroupAttendance } from "@/features/group-attendance/policy";
import { listAttendance } from "@/features/group-attendance/queries";
import { monthOf, monthsBetween, type Told, tellNumbers } from "@/features/group-attendance/rules";
import { AttendanceExportSchema } from "@/features/group-attendance/schema";
import { type Cell, toCsv } from "@/features/privacy/exports/rules";
import { ExportSchema } from "@/features/privacy/exports/schema";
import { routes } from "@/i18n/routes";
import { isSpokenLanguage } from "@/i18n/spoken-languages";
import { type LocaleParams, localeOf } from "../../../../locale-params";

export const dynamic = "force-dynamic";

/** The file itself is only given to the form; its address leads to the page with the form. */
export async function GET(_request: Request, { params }: LocaleParams): Promise<Response> {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.groupAttendance(locale));
  permitOr404(canSeeGroupAttendance, session.actor, null);
  redirect(routes.groupAttendance(locale));
}

/** The attendance of groups for the funder, month by month: by group, language and age, without small numbers. It is recorded. */
export async function POST(request: Request, { params }: LocaleParams): Promise<Response> {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.groupAttendance(locale));
  const permit = permitOr404(canSeeGroupAttendance, session.actor, null);
  const form = Object.fromEntries((await request.formData().catch(() => null)) ?? []);
  const purpose = ExportSchema.safeParse(form);
  const period = AttendanceExportSchema.safeParse(form);
  // Browsers send no other form; whoever changed it gets it again.
  if (purpose.data?.purpose !== "funder" || !period.success)
    return new Response(null, {
      status: 303,
      headers: { Location: routes.groupAttendance(locale), "Cache-Control": "no-store" },
    });
  const [t, word] = await Promise.all([
    getTranslations({ locale, namespace: "GroupNumbers" }),
    getTranslations({ locale }),
  ]);
  const number = (came: Told | undefined): Cell => (came === undefined ? 0 : (came ?? t("hidden")));
  const rows: Cell[][] = [[t("month"), t("what"), t("kind"), t("meetings"), t("came")]];
  for (const month of monthsBetween(period.data.from, period.data.until)) {
    const { groups, numbers } = await listAttendance(permit, locale, monthOf(month));
    if (groups.length === 0) continue;
    const told = tellNumbers(numbers);
    const meetings = groups.reduce((sum, group) => sum + group.meetings, 0);
    rows.push([month, t("together"), "", meetings, number(told.all)]);
    for (const group of groups)
      rows.push([month, t("group"), group.title, group.meetings, number(told.groups.get(group.id))]);
    for (const { language, came } of told.languages)
      rows.push([
        ...[month, t("language")],
        language && isSpokenLanguage(language) ? word(`SpokenLanguages.${language}`) : t("unknown"),
        ...["", number(came)],
      ]);
    for (const { age, came } of told.ages)
      rows.push([month, t("age"), age ? word(`GroupAttendance.ages.${age}`) : t("unknown"), "", number(came)]);
  }
  await noteAttendanceExport(permit, purpose.data.purpose);
  return new Response(toCsv(rows), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Content-Disposition": `attachment; filename="omapolku-groups-${period.data.from}-${period.data.until}.csv"`,
      "Cache-Control": "no-store",
      "X-Robots-Tag": "noindex",
    },
  });
}
