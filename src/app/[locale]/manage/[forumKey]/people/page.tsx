import { Check, DoorOpen, UserPlus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404 } from "@/features/accounts/actor";
import { PARTICIPANT_ROLES } from "@/features/capacity/schema";
import { findDoorSubject } from "@/features/door/queries";
import { NoPhotos } from "@/features/registration/components/no-photos";
import { searchPeople } from "@/features/registration/people/queries";
import { PARTY_STATES, PeopleSearchSchema } from "@/features/registration/people/schema";
import { canRegisterAtDoor, canRegisterOthers, canSeePeople } from "@/features/registration/policy";
import { languageOf } from "@/i18n/localized";
import { Names } from "@/i18n/names";
import { routes } from "@/i18n/routes";
import { isSpokenLanguage, SPOKEN_LANGUAGE_CODES, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { ButtonLink } from "@/ui/button-link";
import { SelectField, TextField } from "@/ui/field";
import { Found, SearchForm } from "@/ui/search-form";
import { Table } from "@/ui/table";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { LinkOrSessionFrame } from "../../../link-or-session-frame";
import { Pager } from "../../../pager";
import { SessionTitle } from "../../../session-title";
import { subjectOf } from "../manage-sections";
import { type ManageProps, readManagedForum } from "../read-managed-forum";
import { partyTag } from "./party-tag";

interface Props extends ManageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, forum } = await readManagedForum(props, "people");
  const t = await getTranslations({ locale, namespace: "People" });
  const { text } = PeopleSearchSchema.parse(await props.searchParams);
  return privateMetadata(text ? `${t("title")}: ${text}` : t("title"), forum.text.title);
}

/** Everybody who has registered for a forum, with a search. */
export default async function PeoplePage(props: Props) {
  const { locale, forumKey, forum, actor, session } = await readManagedForum(props, "people");
  const permit = permitOr404(canSeePeople, actor, subjectOf(forum));
  const search = PeopleSearchSchema.parse(await props.searchParams);
  const [t, manage, roles, spoken, tag, door, { parties, total, people, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "People" }),
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "ParticipantRoles" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
    partyTag(locale),
    findDoorSubject(forum.id),
    searchPeople(permit, search),
  ]);
  const { text, page, ...filters } = search;
  const filtered = Object.values(filters).some((value) => value !== undefined);
  const tableOf = new Map(forum.sessions.map((each) => [each.id, each]));
  const canRegister = actor.kind === "user" && Permit.ask(canRegisterOthers, actor, { forumId: forum.id }) !== null;
  return (
    <LinkOrSessionFrame locale={locale} path={routes.people(locale, forumKey)} session={session}>
      <div className="grid gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </p>
          <p className="flex flex-wrap items-center gap-x-5 gap-y-2">
            <TextLink href={routes.manage(locale, forumKey)} className="inline-flex min-h-11 items-center">
              {manage("back")}
            </TextLink>
            {canRegister && (forum.state === "open" || forum.state === "full") ? (
              <ButtonLink href={routes.registerOthers(locale, "own", forum.slug)} kind="secondary">
                <UserPlus aria-hidden className="size-5" />
                {t("register")}
              </ButtonLink>
            ) : null}
            {door && forum.state !== "cancelled" && Permit.ask(canRegisterAtDoor, actor, door) ? (
              <ButtonLink href={routes.doorRegister(locale, forumKey)} kind="secondary">
                <DoorOpen aria-hidden className="size-5" />
                {t("registerAtDoor")}
              </ButtonLink>
            ) : null}
          </p>
        </header>
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
        <Found text={text}>{t("count", { parties: total, people })}</Found>
        {parties.length > 0 ? (
          <Table
            caption={t("title")}
            head={[
              t("people"),
              t("code"),
              t("state"),
              t("language"),
              ...(forum.sessions.length > 0 ? [t("table")] : []),
            ]}
            rows={parties.map((party) => {
              const tables = [...new Set(party.people.flatMap(({ sessionIds }) => sessionIds))];
              const { words, tone } = tag(party.status);
              const here = party.people.filter(({ arrivedAt }) => arrivedAt !== null).length;
              return [
                <span key="people" className="grid justify-items-start gap-1">
                  <TextLink
                    href={routes.party(locale, forumKey, party.id)}
                    className="inline-flex min-h-11 items-center"
                  >
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
        ) : (
          <p>{t("nobody")}</p>
        )}
        <Pager
          locale={locale}
          page={page}
          pages={pages}
          at={(wanted) => routes.people(locale, forumKey, { text, ...filters, page: wanted })}
        />
      </div>
    </LinkOrSessionFrame>
  );
}
