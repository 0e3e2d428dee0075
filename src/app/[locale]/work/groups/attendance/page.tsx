import { Download } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canSeeGroupAttendance } from "@/features/group-attendance/policy";
import { listAttendance, type PeriodNumbers } from "@/features/group-attendance/queries";
import { monthOf, monthsUntil, SMALL, type ToldNumbers, tellNumbers } from "@/features/group-attendance/rules";
import { AttendanceSearchSchema } from "@/features/group-attendance/schema";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { pagesOf } from "@/i18n/page-number";
import { routes } from "@/i18n/routes";
import { isSpokenLanguage } from "@/i18n/spoken-languages";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { SearchForm } from "@/ui/search-form";
import { Section } from "@/ui/section";
import { Table } from "@/ui/table";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { type LocaleParams, localeOf } from "../../../locale-params";
import { Pager } from "../../../pager";
import { WorkspaceFrame } from "../../../workspace-frame";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

/** How many months can be chosen, and how many groups a page shows. */
const MONTHS = 24;
const GROUPS_SHOWN = 50;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "GroupNumbers" });
  return privateMetadata(t("title"));
}

/** How many came to the groups of the user's organisations in a month: by group, language and age, without small numbers. */
export default async function GroupAttendancePage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.groupAttendance(locale));
  const permit = permitOr404(canSeeGroupAttendance, session.actor, null);
  const months = monthsUntil(new Date(), MONTHS);
  const search = AttendanceSearchSchema.parse(await searchParams);
  const month = search.month && months.includes(search.month) ? search.month : (months[0] ?? "");
  const [t, options, { groups, numbers }] = await Promise.all([
    getTranslations({ locale, namespace: "GroupNumbers" }),
    monthOptions(locale, months),
    listAttendance(permit, locale, monthOf(month)),
  ]);
  const told = tellNumbers(numbers);
  return (
    <WorkspaceFrame locale={locale} path={routes.groupAttendance(locale)} session={session} part="groups">
      <div className="grid grid-cols-1 gap-6">
        <header className="grid gap-3">
          <p>
            <TextLink href={routes.groupsAtWork(locale)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
          <h1 className="text-3xl">{t("title")}</h1>
          <p>{t("lead", { small: String(SMALL) })}</p>
        </header>
        <SearchForm action={routes.groupAttendance(locale)} submit={t("show")}>
          <div className="min-w-0 grow basis-56">
            <SelectField id="month" name="month" label={t("month")} defaultValue={month}>
              {options}
            </SelectField>
          </div>
        </SearchForm>
        {groups.length === 0 ? (
          <p>{t("none")}</p>
        ) : (
          <>
            <p className="font-display text-xl font-bold">
              {t("all", { came: String(told.all ?? t("hidden")), groups: groups.length })}
            </p>
            <ByGroup locale={locale} groups={groups} told={told} month={month} page={search.page} />
            <ByPeople locale={locale} told={told} />
          </>
        )}
        <Export locale={locale} options={options} from={months[11] ?? month} until={months[0] ?? month} />
      </div>
    </WorkspaceFrame>
  );
}

/** Months (`YYYY-MM`) to choose from, each with its name and year. */
async function monthOptions(locale: Locale, months: readonly string[]) {
  const word = await getTranslations({ locale });
  return months.map((value) => {
    const [year = "", n = ""] = value.split("-");
    return (
      <option key={value} value={value}>
        {`${word(`Months.${String(Number(n)) as "1"}`)} ${year}`}
      </option>
    );
  });
}

/** One page of the groups: how often each met, and how many came. */
async function ByGroup({
  locale,
  groups,
  told,
  month,
  page: wanted,
}: {
  locale: Locale;
  groups: PeriodNumbers["groups"];
  told: ToldNumbers;
  month: string;
  page: number;
}) {
  const t = await getTranslations({ locale, namespace: "GroupNumbers" });
  const pages = pagesOf(groups.length, GROUPS_SHOWN);
  const page = Math.min(wanted, Math.max(1, pages));
  const came = (id: string) => (told.groups.has(id) ? (told.groups.get(id) ?? t("hidden")) : 0);
  return (
    <>
      <Table
        caption={t("byGroup")}
        head={[t("group"), t("meetings"), t("came")]}
        numeric={[1, 2]}
        rows={groups.slice((page - 1) * GROUPS_SHOWN, page * GROUPS_SHOWN).map((group) => [
          <TextLink
            key="group"
            href={routes.workOnGroup(locale, group.id)}
            className="inline-flex min-h-11 items-center sm:min-h-6"
          >
            <bdi {...languageOf(group.titleLocale, locale)}>{group.title}</bdi>
          </TextLink>,
          group.meetings,
          came(group.id),
        ])}
      />
      <Pager
        locale={locale}
        page={page}
        pages={pages}
        at={(of) => routes.groupAttendance(locale, { month, page: of })}
      />
    </>
  );
}

/** How many came of each language and of each age. */
async function ByPeople({ locale, told }: { locale: Locale; told: ToldNumbers }) {
  const [t, word] = await Promise.all([
    getTranslations({ locale, namespace: "GroupNumbers" }),
    getTranslations({ locale }),
  ]);
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <Table
        caption={t("byLanguage")}
        head={[t("language"), t("came")]}
        numeric={[1]}
        rows={told.languages.map(({ language, came }) => [
          language && isSpokenLanguage(language) ? word(`SpokenLanguages.${language}`) : t("unknown"),
          came ?? t("hidden"),
        ])}
      />
      <Table
        caption={t("byAge")}
        head={[t("age"), t("came")]}
        numeric={[1]}
        rows={told.ages.map(({ age, came }) => [
          age ? word(`GroupAttendance.ages.${age}`) : t("unknown"),
          came ?? t("hidden"),
        ])}
      />
    </div>
  );
}

/** The form that downloads the numbers of some months for the funder. */
async function Export({
  locale,
  options,
  from,
  until,
}: {
  locale: Locale;
  /** The months to choose from. */
  options: ReactNode;
  from: string;
  until: string;
}) {
  const t = await getTranslations({ locale, namespace: "GroupNumbers" });
  return (
    <Section id="export" title={t("exportTitle")} icon={<Download aria-hidden />}>
      <p>{t("exportText")}</p>
      <form method="post" action={routes.exportGroupAttendance(locale)} className="flex flex-wrap items-end gap-3">
        <input type="hidden" name="purpose" value="funder" />
        <div className="min-w-0 grow basis-40">
          <SelectField id="from" name="from" label={t("from")} defaultValue={from}>
            {options}
          </SelectField>
        </div>
        <div className="min-w-0 grow basis-40">
          <SelectField id="until" name="until" label={t("until")} defaultValue={until}>
            {options}
          </SelectField>
        </div>
        <Button type="submit">
          <Download aria-hidden className="size-5" />
          {t("download")}
        </Button>
      </form>
      <p className="text-ink-soft">{t("recorded")}</p>
    </Section>
  );
}
