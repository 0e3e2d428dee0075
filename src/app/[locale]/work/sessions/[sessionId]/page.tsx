import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { permitOr404 } from "@/features/accounts/actor";
import { NoPhotos } from "@/features/registration/components/no-photos";
import { searchSessionPeople } from "@/features/registration/people/queries";
import { SessionPeopleSearchSchema } from "@/features/registration/people/schema";
import { canSeeSessionPeople } from "@/features/registration/policy";
import { Names } from "@/i18n/names";
import { routes } from "@/i18n/routes";
import { TextField } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Found, SearchForm } from "@/ui/search-form";
import { Table } from "@/ui/table";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { LanguageForStaff } from "../../../language-for-staff";
import { Pager } from "../../../pager";
import { WorkspaceFrame } from "../../../workspace-frame";
import { readSession, type SessionProps } from "./read-session";
import { SessionHeading } from "./session-heading";

export const dynamic = "force-dynamic";

export async function generateMetadata(props: SessionProps): Promise<Metadata> {
  const { locale, forum, session } = await readSession(props);
  const t = await getTranslations({ locale, namespace: "Hosting" });
  return privateMetadata(t("title"), session.text?.title ?? forum.text.title);
}

/** The people of one session, for whoever hosts it: nothing about them but what a host needs. Also to print. */
export default async function SessionPeoplePage(props: SessionProps) {
  const { locale, login, subject, forum, session } = await readSession(props);
  const permit = permitOr404(canSeeSessionPeople, login.actor, subject);
  const search = SessionPeopleSearchSchema.parse(await props.searchParams);
  const [t, word, { parties, total, pages, counted }] = await Promise.all([
    getTranslations({ locale, namespace: "Hosting" }),
    getTranslations({ locale }),
    searchSessionPeople(permit, search),
  ]);
  const path = routes.sessionPeople(locale, session.id);
  const { text, page } = search;
  return (
    <WorkspaceFrame locale={locale} path={path} session={login} part="work">
      <div className="grid gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <SessionHeading {...{ locale, forum, session }} />
          <p className="text-ink-soft print:hidden">{t("hint")}</p>
          <p className="hidden font-semibold print:block">{t("printed")}</p>
          <p className="flex flex-wrap gap-x-5 print:hidden">
            <TextLink href={routes.work(locale)} className="inline-flex min-h-11 items-center">
              {word("Work.work")}
            </TextLink>
            <TextLink href={routes.sessionNotes(locale, session.id)} className="inline-flex min-h-11 items-center">
              {word("SessionNotes.title")}
            </TextLink>
          </p>
        </header>
        {forum.state === "cancelled" ? <Notice tone="care">{t("cancelled")}</Notice> : null}
        <div className="print:hidden">
          <SearchForm action={path} submit={word("People.find")}>
            <div className="min-w-0 grow basis-72">
              <TextField
                id="text"
                name="text"
                type="search"
                label={t("search")}
                hint={word("People.searchHint")}
                defaultValue={text}
                maxLength={100}
              />
            </div>
          </SearchForm>
        </div>
        <Found text={text}>{text ? t("found", { people: total }) : t("count", counted)}</Found>
        {counted.interpreters > 0 ? <p>{word("People.interpreters", { count: counted.interpreters })}</p> : null}
        {parties.length > 0 ? (
          <Table
            caption={t("title")}
            head={[word("People.people"), word("People.language"), t("asks")]}
            rows={parties.map(({ people, standing, photos, question }) => [
              <span key="people" className="grid justify-items-start gap-1">
                <span>
                  <Names locale={locale} names={people.map(({ name }) => name)} />
                </span>
                {standing === "held" ? null : <Tag tone="care">{word(`People.seats.${standing}`)}</Tag>}
                {photos ? null : <NoPhotos locale={locale} />}
              </span>,
              <span key="language" className="grid">
                {[...Map.groupBy(people, ({ language }) => language)].map(([language, speakers]) => {
                  const interpreters = speakers.filter(({ interpretation }) => interpretation).length;
                  return (
                    <span key={language}>
                      <LanguageForStaff locale={locale} language={language} />
                      {interpreters > 0 ? ` · ${word("People.interpreters", { count: interpreters })}` : ""}
                    </span>
                  );
                })}
              </span>,
              question ? (
                <p key="asks" dir="auto" className="whitespace-normal">
                  {question}
                </p>
              ) : (
                <span key="asks">–</span>
              ),
            ])}
          />
        ) : text ? null : (
          <p>{t("nobody")}</p>
        )}
        <div className="print:hidden">
          <Pager
            locale={locale}
            page={page}
            pages={pages}
            at={(wanted) => routes.sessionPeople(locale, session.id, { text, page: wanted })}
          />
        </div>
      </div>
    </WorkspaceFrame>
  );
}
