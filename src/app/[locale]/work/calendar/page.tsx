import { CircleHelp, Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { YearTables } from "@/features/year-calendar/components/year-tables";
import { canKeepYearCalendar, canSeeYearCalendar } from "@/features/year-calendar/policy";
import { searchYear } from "@/features/year-calendar/queries";
import { FIRST_YEAR, LAST_YEAR, YearSearchSchema } from "@/features/year-calendar/schema";
import { formatList } from "@/i18n/formatting";
import { placeName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { wallClock } from "@/i18n/time";
import { ButtonLink } from "@/ui/button-link";
import { SelectField } from "@/ui/field";
import { FlashMessage } from "@/ui/flash-message";
import { Notice } from "@/ui/notice";
import { Pagination } from "@/ui/pagination";
import { Found, SearchForm } from "@/ui/search-form";
import { privateMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { municipalityOptions } from "../../municipality-options";
import { Pager } from "../../pager";
import { WorkspaceFrame } from "../../workspace-frame";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

/** Years beside this one that the form offers. */
const BEFORE = 1;
const AFTER = 3;

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "YearCalendar" });
  const { year } = YearSearchSchema.parse(await searchParams);
  return privateMetadata(t("title"), year ? String(year) : undefined);
}

/** The occasions of a year by month, and what nobody has entered yet. */
export default async function YearCalendarPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.yearCalendar(locale));
  const permit = permitOr404(canSeeYearCalendar, session.actor, null);
  const { done, ...asked } = await searchParams;
  const search = YearSearchSchema.parse(asked);
  const thisYear = wallClock(new Date()).year;
  const { year = thisYear, municipality, page } = search;
  const keeps = Permit.ask(canKeepYearCalendar, session.actor, null) !== null;
  const [t, messages, view, municipalities] = await Promise.all([
    getTranslations({ locale, namespace: "YearCalendar" }),
    getTranslations({ locale }),
    searchYear(permit, { year, municipality, page }),
    municipalityOptions(locale),
  ]);
  const place = municipality ? await placeName(locale, municipality) : null;
  const years = new Set([...Array.from({ length: BEFORE + AFTER + 1 }, (_, n) => thisYear - BEFORE + n), year]);
  const unknown = formatList(
    locale,
    view.unknown.map((kind) => messages(`Occasions.${kind}`)),
  );
  const at = (of: number) => ({ href: routes.yearCalendar(locale, { year: of, municipality }), label: String(of) });
  return (
    <WorkspaceFrame locale={locale} path={routes.yearCalendar(locale)} session={session} part="calendar">
      <div className="grid grid-cols-1 gap-6">
        <header className="grid gap-3">
          <h1 className="text-3xl">{t("title")}</h1>
          <FlashMessage
            done={done}
            messages={{ created: t("doneCreated"), edited: t("doneEdited"), deleted: t("doneDeleted") }}
          />
          <p>
            <Terms locale={locale}>{t("lead")}</Terms>
          </p>
          {keeps ? (
            <p>
              <ButtonLink href={routes.newOccasion(locale)}>
                <Plus aria-hidden className="size-5" />
                {t("add")}
              </ButtonLink>
            </p>
          ) : null}
        </header>
        <SearchForm action={routes.yearCalendar(locale)} submit={t("show")}>
          <div className="min-w-0 basis-32">
            <SelectField id="year" name="year" label={t("year")} defaultValue={year}>
              {[...years].sort().map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </SelectField>
          </div>
          <div className="min-w-0 grow basis-56">
            <SelectField
              id="municipality"
              name="municipality"
              label={t("municipality")}
              defaultValue={municipality ?? ""}
            >
              <option value="">{t("anyMunicipality")}</option>
              {municipalities.map(({ value, label, lang }) => (
                <option key={value} value={value} lang={lang}>
                  {label}
                </option>
              ))}
            </SelectField>
          </div>
        </SearchForm>
        <div className="grid grid-cols-1 gap-6">
          <Found text={place?.name}>{t("count", { year: String(year), count: view.total })}</Found>
          {view.unknown.length > 0 ? (
            <Notice tone="care" title={t("unknownTitle")} icon={<CircleHelp aria-hidden className="size-6" />}>
              <p>
                <Terms locale={locale}>
                  {place
                    ? t("unknownTextOf", { place: `\u2068${place.name}\u2069`, year: String(year), names: unknown })
                    : t("unknownText", { year: String(year), names: unknown })}
                </Terms>
              </p>
            </Notice>
          ) : null}
          <YearTables locale={locale} year={year} occasions={view.occasions} keeps={keeps} />
          <p className="text-ink-soft text-sm">{t("estimates")}</p>
          <Pager
            locale={locale}
            page={page}
            pages={view.pages}
            at={(of) => routes.yearCalendar(locale, { year, municipality, page: of })}
          />
          <Pagination
            label={t("years")}
            status={String(year)}
            {...(year > FIRST_YEAR && { previous: at(year - 1) })}
            {...(year < LAST_YEAR && { next: at(year + 1) })}
          />
        </div>
      </div>
    </WorkspaceFrame>
  );
}
