import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { toCsv } from "@/features/privacy/exports/rules";
import { noteHoursExport } from "@/features/tutor-hours/commands";
import { listTutorHours } from "@/features/tutor-hours/queries";
import { decimalHours } from "@/features/tutor-hours/rules";
import { HoursYear } from "@/features/tutor-hours/schema";
import { routes } from "@/i18n/routes";
import { wallClock } from "@/i18n/time";
import { type HoursProps, readHours } from "../read-hours";

export const dynamic = "force-dynamic";

/** The file itself is only given to the form; its address leads to the page with the form. */
export async function GET(_request: Request, props: Pick<HoursProps, "params">): Promise<Response> {
  const { locale, organisation } = await readHours(props);
  redirect(routes.tutorHours(locale, organisation.id));
}

/** The hours of an organisation's tutors in a year as a table: a row for each tutor and group, with a column for each month. */
export async function POST(request: Request, props: Pick<HoursProps, "params">): Promise<Response> {
  const { locale, permit } = await readHours(props);
  const form = await request.formData().catch(() => null);
  const year = HoursYear.parse(form?.get("year") ?? undefined) ?? wallClock(new Date()).year;
  const [t, months, sums] = await Promise.all([
    getTranslations({ locale, namespace: "TutorHours" }),
    getTranslations({ locale, namespace: "Months" }),
    listTutorHours(permit, locale, year),
  ]);
  const head = [
    ...[t("tutor"), t("group")],
    ...Array.from({ length: 12 }, (_, n) => months(`${(n + 1) as 1}`)),
    t("together"),
  ];
  await noteHoursExport(permit);
  return new Response(
    toCsv([
      head,
      ...sums.map(({ tutor, group, months: each, minutes }) => [
        ...[tutor ?? t("former"), group],
        ...[...each, minutes].map(decimalHours),
      ]),
    ]),
    {
      headers: {
        "Content-Type": "text/csv; charset=utf-8; header=present",
        "Content-Disposition": `attachment; filename="omapolku-tutor-hours-${year}.csv"`,
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex",
      },
    },
  );
}
