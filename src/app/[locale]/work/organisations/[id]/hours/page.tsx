import { Download } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { durationWriter } from "@/features/tutor-hours/components/duration";
import { searchTutorHours } from "@/features/tutor-hours/queries";
import { HoursYear } from "@/features/tutor-hours/schema";
import { languageOf } from "@/i18n/localized";
import { PageNumber } from "@/i18n/page-number";
import { routes } from "@/i18n/routes";
import { wallClock } from "@/i18n/time";
import { Button } from "@/ui/button";
import { Pagination } from "@/ui/pagination";
import { Found } from "@/ui/search-form";
import { Table } from "@/ui/table";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { Pager } from "../../../../pager";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { type HoursProps, readHours } from "./read-hours";

export const dynamic = "force-dynamic";

/** Years before this one whose hours are kept. */
const KEPT = 6;

export async function generateMetadata(props: HoursProps): Promise<Metadata> {
  const { locale, organisation } = await readHours(props);
  const t = await getTranslations({ locale, namespace: "TutorHours" });
  return privateMetadata(t("ofTutors"), organisation.name);
}

/** How much time the tutors of an organisation's groups have spent in a year, by group and month, and the file with it. */
export default async function OrganisationHoursPage(props: HoursProps) {
  const { locale, session, permit, organisation } = await readHours(props);
  const query = await props.searchParams;
  const thisYear = wallClock(new Date()).year;
  const year = HoursYear.parse(query.year) ?? thisYear;
  const page = PageNumber.parse(query.page);
  const [t, months, duration, { sums, minutes, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "TutorHours" }),
    getTranslations({ locale, namespace: "Months" }),
    durationWriter(locale),
    searchTutorHours(permit, locale, { year, page }),
  ]);
  const at = (of: number) => ({ href: routes.tutorHours(locale, organisation.id, { year: of }), label: String(of) });
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.tutorHours(locale, organisation.id)}
      session={session}
      part="organisations"
    >
      <div className="grid grid-cols-1 gap-6">
        <header className="grid gap-3">
          <p>
            <TextLink href={routes.organisation(locale, organisation.id)} className="inline-flex min-h-11 items-center">
              <bdi lang="fi">{organisation.name}</bdi>
            </TextLink>
          </p>
          <h1 className="text-3xl">{t("ofTutors")}</h1>
          <p>{t("ofTutorsText")}</p>
        </header>
        <Found>{t("total", { year: String(year), time: duration(minutes) })}</Found>
        {sums.length > 0 ? (
          <>
            <Table
              caption={t("ofTutors")}
              head={[t("tutor"), t("group"), t("byMonth"), t("together")]}
              numeric={[3]}
              rows={sums.map((sum) => [
                <bdi key="tutor">{sum.tutor ?? t("former")}</bdi>,
                <bdi key="group" {...languageOf(sum.locale ?? locale, locale)}>
                  {sum.group}
                </bdi>,
                <ul key="months" className="grid gap-0.5 text-sm">
                  {sum.months.map((spent, n) =>
                    spent > 0 ? (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the months of a year
                      <li key={n}>
                        {months(`${(n + 1) as 1}`)}: {duration(spent)}
                      </li>
                    ) : null,
                  )}
                </ul>,
                duration(sum.minutes),
              ])}
            />
            <form action={routes.tutorHoursFile(locale, organisation.id)} method="post">
              <input type="hidden" name="year" value={year} />
              <Button type="submit">
                <Download aria-hidden className="size-5" />
                {t("export")}
              </Button>
            </form>
          </>
        ) : null}
        <Pager
          locale={locale}
          page={page}
          pages={pages}
          at={(of) => routes.tutorHours(locale, organisation.id, { year, page: of })}
        />
        <Pagination
          label={t("years")}
          status={String(year)}
          {...(year > thisYear - KEPT && { previous: at(year - 1) })}
          {...(year < thisYear && { next: at(year + 1) })}
        />
      </div>
    </WorkspaceFrame>
  );
}
