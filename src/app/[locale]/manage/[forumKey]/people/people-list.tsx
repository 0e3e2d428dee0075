import { Check } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { PARTICIPANT_ROLES } from "@/features/capacity/schema";
import type { ForumView } from "@/features/forums/queries";
import { NoPhotos } from "@/features/registration/components/no-photos";
import type { PartyRow } from "@/features/registration/people/queries";
import { PARTY_STATES, type PeopleSearchSchema } from "@/features/registration/people/schema";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { Names } from "@/i18n/names";
import { routes } from "@/i18n/routes";
import { isSpokenLanguage, SPOKEN_LANGUAGE_CODES, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { SelectField, TextField } from "@/ui/field";
import { SearchForm } from "@/ui/search-form";
import { Table } from "@/ui/table";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { SessionTitle } from "../../../session-title";
import { partyTag } from "./party-tag";

// The parts of the list of everybody who has registered for a forum.

interface Props {
  locale: Locale;
  forumKey: string;
  forum: ForumView;
}

/** The search by name and code, and its filters, which are open if one is set. */
export async function PeopleSearch({ locale, forumKey, forum, search }: Props & { search: PeopleSearchSchema }) {
  const [t, roles, spoken, tag] = await Promise.all([
    getTranslations({ locale, namespace: "People" }),
    getTranslations({ locale, namespace: "ParticipantRoles" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
    partyTag(locale),
  ]);
  const { text, page: _, ...filters } = search;
  const filtered = Object.values(filters).some((value) => value !== undefined);
  return (
    <SearchForm action={routes.people(locale, forumKey)} submit={t("find")}>
      <div className="min-w-0 grow basis-72">
        <TextField
          id="text"
          name="text"
          type="search"
          label={t("search")}
          hint={t("searchHint")}
          defaultValue={text}
          maxLength={100}
        />
      </div>
      <details className="fold min-w-0 basis-full rounded-field border-2 border-line" open={filtered}>
        <summary className="flex min-h-11 list-none items-center px-3.5 py-2 font-semibold text-spruce">
          {t("filter")}
        </summary>
        <div className="grid gap-4 px-3.5 pb-4 sm:grid-cols-2">
          <SelectField id="state" name="state" label={t("state")} defaultValue={search.state ?? ""}>
            <option value="">{t("allButCancelled")}</option>
            {PARTY_STATES.map((state) => (
              <option key={state} value={state}>
                {tag(state).words}
              </option>
            ))}
          </SelectField>
          <SelectField id="language" name="language" label={t("language")} defaultValue={search.language ?? ""}>
            <option value="">{t("all")}</option>
            {SPOKEN_LANGUAGE_CODES.map((code) => (
              <option key={code} value={code}>
                {`${SPOKEN_LANGUAGES[code].name} · ${spoken(code)}`}
              </option>
            ))}
          </SelectField>
          {forum.sessions.length > 0 ? (
            <SelectField id="session" name="session" label={t("table")} defaultValue={search.session ?? ""}>
              <option value="">{t("all")}</option>
              {forum.sessions.map(({ id, text: own, room }) => (
                <option key={id} value={id} {...languageOf(own?.locale ?? "fi", locale)}>
                  {own?.title ?? room}
                </option>
              ))}
            </SelectField>
          ) : null}
          <SelectField id="role" name="role" label={t("role")} defaultValue={search.role ?? ""}>
            <option value="">{t("all")}</option>
            {PARTICIPANT_ROLES.map((role) => (
              <option key={role} value={role}>
                {roles(role)}
              </option>
            ))}
          </SelectField>
          <SelectField id="arrived" name="arrived" label={t("arrived")} defaultValue={search.arrived ?? ""}>
            <option value="">{t("all")}</option>
            <option value="yes">{t("arrivedStates.yes")}</option>
            <option value="no">{t("arrivedStates.no")}</option>
          </SelectField>
          <label className="flex min-h-11 items-center gap-3">
            <input type="checkbox" name="interpreter" value="on" defaultChecked={search.interpreter === "on"} />
            {t("interpreter")}
          </label>
        </div>
      </details>
    </SearchForm>
  );
}

/** The parties of a page of the list, each with its people, code, status, languages and tables. */
export async function PeopleTable({ locale, forumKey, forum, parties }: Props & { parties: readonly PartyRow[] }) {
  const [t, spoken, tag] = await Promise.all([
    getTranslations({ locale, namespace: "People" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
    partyTag(locale),
  ]);
  const tableOf = new Map(forum.sessions.map((each) => [each.id, each]));
  return (
    <Table
      caption={t("title")}
      head={[t("people"), t("code"), t("state"), t("language"), ...(forum.sessions.length > 0 ? [t("table")] : [])]}
      rows={parties.map((party) => {
        const tables = [...new Set(party.people.flatMap(({ sessionIds }) => sessionIds))];
        const { words, tone } = tag(party.status);
        const here = party.people.filter(({ arrivedAt }) => arrivedAt !== null).length;
        return [
          <span key="people" className="grid justify-items-start gap-1">
            <TextLink href={routes.party(locale, forumKey, party.id)} className="inline-flex min-h-11 items-center">
              <span>
                <Names locale={locale} names={party.people.map(({ name }) => name)} />
              </span>
            </TextLink>
            {party.photos ? null : <NoPhotos locale={locale} />}
          </span>,
          <bdi key="code" dir="ltr" className="font-mono font-bold">
            {party.code}
          </bdi>,
          <span key="state" className="flex flex-wrap gap-1.5">
            <Tag tone={tone}>{words}</Tag>
            {here === 0 ? null : (
              <Tag tone="good" icon={<Check aria-hidden className="size-4" />}>
                {t(here === party.people.length ? "arrivedStates.yes" : "arrivedStates.some")}
              </Tag>
            )}
          </span>,
          <span key="language" className="grid">
            {[...Map.groupBy(party.people, ({ spokenLanguage }) => spokenLanguage)].map(([code, speakers]) => {
              const interpreters = speakers.filter(({ interpretation }) => interpretation).length;
              return isSpokenLanguage(code) ? (
                <span key={code}>
                  <bdi>{spoken(code)}</bdi>
                  {interpreters > 0 ? ` · ${t("interpreters", { count: interpreters })}` : ""}
                </span>
              ) : null;
            })}
          </span>,
          ...(forum.sessions.length > 0
            ? [
                <span key="table" className="grid">
                  {tables.map((id) => (
                    <SessionTitle key={id} locale={locale} session={tableOf.get(id)} />
                  ))}
                </span>,
              ]
            : []),
        ];
      })}
    />
  );
}
