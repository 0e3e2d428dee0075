import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canSeeDemand } from "@/features/group-demand/policy";
import { type DemandRow, searchDemand } from "@/features/group-demand/queries";
import { FEWEST_SHOWN } from "@/features/group-demand/rules";
import { DemandFilterSchema, PERIODS } from "@/features/group-demand/schema";
import { groupListPath } from "@/features/groups/listing-path";
import { GROUP_KINDS } from "@/features/groups/schema";
import type { Locale } from "@/i18n/locales";
import { placeName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGE_CODES, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { SelectField } from "@/ui/field";
import { Found, SearchForm } from "@/ui/search-form";
import { Table } from "@/ui/table";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { LanguageForStaff } from "../../../language-for-staff";
import { type LocaleParams, localeOf } from "../../../locale-params";
import { municipalityOptions } from "../../../municipality-options";
import { Pager } from "../../../pager";
import { WorkspaceFrame } from "../../../workspace-frame";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "GroupDemand" });
  return privateMetadata(t("title"));
}

/** Which languages are asked for where, beside the groups that there are: what is lacking first. */
export default async function GroupDemandPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.groupDemand(locale));
  const permit = permitOr404(canSeeDemand, session.actor, null);
  const filter = DemandFilterSchema.parse(await searchParams);
  const [t, work, { rows, total, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "GroupDemand" }),
    getTranslations({ locale, namespace: "GroupWork" }),
    searchDemand(permit, filter),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.groupDemand(locale)} session={session} part="groups">
      <div className="grid grid-cols-1 gap-6">
        <header className="grid gap-2">
          <p>
            <TextLink href={routes.groupsAtWork(locale)} className="inline-flex min-h-11 items-center">
              {work("back")}
            </TextLink>
          </p>
          <h1 className="text-3xl">{t("title")}</h1>
          <p className="max-w-3xl">{t("lead")}</p>
        </header>
        <Filter locale={locale} filter={filter} />
        <Found>{t("count", { count: total })}</Found>
        {rows.length > 0 ? <Demand locale={locale} rows={rows} filter={filter} /> : null}
        <Pager
          locale={locale}
          page={filter.page}
          pages={pages}
          at={(page) => routes.groupDemand(locale, { ...filter, page })}
        />
        <p className="max-w-3xl text-sm text-ink-soft">
          {t("how")} {filter.kind ? t("howKind") : null}
        </p>
      </div>
    </WorkspaceFrame>
  );
}

/** The form that narrows the demand down to a language, a place, a kind of group and a time. */
async function Filter({ locale, filter }: { locale: Locale; filter: DemandFilterSchema }) {
  const [t, groups, kinds, spoken, municipalities, online] = await Promise.all([
    getTranslations({ locale, namespace: "GroupDemand" }),
    getTranslations({ locale, namespace: "Groups" }),
    getTranslations({ locale, namespace: "GroupKinds" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
    municipalityOptions(locale),
    placeName(locale, "online"),
  ]);
  return (
    <SearchForm action={routes.groupDemand(locale)} submit={groups("apply")}>
      <div className="min-w-0 grow basis-48">
        <SelectField id="language" name="language" label={groups("language")} defaultValue={filter.language ?? ""}>
          <option value="">{groups("anyLanguage")}</option>
          {SPOKEN_LANGUAGE_CODES.map((code) => (
            <option key={code} value={code}>
              {SPOKEN_LANGUAGES[code].name === spoken(code)
                ? spoken(code)
                : `${SPOKEN_LANGUAGES[code].name} · ${spoken(code)}`}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="min-w-0 grow basis-48">
        <SelectField id="place" name="place" label={groups("place")} defaultValue={filter.place ?? ""}>
          <option value="">{groups("anyPlace")}</option>
          <option value="online">{online.name}</option>
          {municipalities.map(({ value, label, lang }) => (
            <option key={value} value={value} lang={lang}>
              {label}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="min-w-0 grow basis-48">
        <SelectField id="kind" name="kind" label={groups("kind")} defaultValue={filter.kind ?? ""}>
          <option value="">{groups("anyKind")}</option>
          {GROUP_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {kinds(kind)}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="min-w-0 grow basis-40">
        <SelectField id="period" name="period" label={t("period")} defaultValue={filter.period}>
          {PERIODS.map((months) => (
            <option key={months} value={months}>
              {t("months", { count: Number(months) })}
            </option>
          ))}
        </SelectField>
      </div>
    </SearchForm>
  );
}

/** What is asked for, each with the people who ask, the groups that there are, and the way to make one. */
async function Demand({
  locale,
  rows,
  filter,
}: {
  locale: Locale;
  rows: readonly DemandRow[];
  filter: DemandFilterSchema;
}) {
  const [t, spoken, named] = await Promise.all([
    getTranslations({ locale, namespace: "GroupDemand" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
    Promise.all(rows.map(async (row) => ({ ...row, where: row.place ? await placeName(locale, row.place) : null }))),
  ]);
  const people = (count: number | "few") => (count === "few" ? t("few", { fewest: String(FEWEST_SHOWN) }) : count);
  return (
    <Table
      caption={t("title")}
      head={[t("what"), t("people"), t("searches"), t("wishes"), t("groups"), t("next")]}
      numeric={[1, 2, 3]}
      rows={named.map(({ language, place, where, searches, open, full, online: onlineOpen, ...row }) => {
        const group = { language, ...(place && { place }), ...(filter.kind && { kind: filter.kind }) };
        return [
          <span key="what" className="grid gap-1">
            <span>
              <LanguageForStaff locale={locale} language={language} />
            </span>
            <span className="font-normal text-ink-soft">
              {where ? <bdi lang={where.lang}>{where.name}</bdi> : t("anywhere")}
            </span>
            {open === 0 ? (
              <span>
                <Tag tone="care">{t("lacking")}</Tag>
              </span>
            ) : null}
          </span>,
          people(row.people),
          searches,
          people(row.wishes),
          <span key="groups" className="grid">
            {open + full > 0 ? (
              <TextLink href={groupListPath(locale, group)} className="inline-flex min-h-11 items-center sm:min-h-6">
                {t("openFull", { open: String(open), full: String(full) })}
              </TextLink>
            ) : (
              <span>{t("none")}</span>
            )}
            {onlineOpen > 0 ? (
              <TextLink
                href={groupListPath(locale, { ...group, place: "online" })}
                className="inline-flex min-h-11 items-center text-sm sm:min-h-6"
              >
                {t("online", { count: String(onlineOpen) })}
              </TextLink>
            ) : null}
          </span>,
          <TextLink
            key="make"
            href={routes.newGroup(locale, group)}
            className="inline-flex min-h-11 flex-wrap items-center sm:min-h-6"
          >
            {t("make")}
            <span className="sr-only">
              : {spoken(language)}
              {where ? (
                <>
                  , <bdi lang={where.lang}>{where.name}</bdi>
                </>
              ) : null}
            </span>
          </TextLink>,
        ];
      })}
    />
  );
}
