import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { STATE_TONES } from "@/features/content/components/state-tones";
import { TextProgress } from "@/features/content/components/text-progress";
import { partKeyOf } from "@/features/content/components/text-state";
import { canListTextWork } from "@/features/content/policy";
import { TEXT_WORK, TextWorkSearchSchema } from "@/features/content/schema";
import { searchTextWork, type TextWorkView } from "@/features/content/work-list/queries";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { formatList } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf, OwnName, ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { SelectField, TextField } from "@/ui/field";
import { Link } from "@/ui/link";
import { Found, SearchForm } from "@/ui/search-form";
import { Table } from "@/ui/table";
import { Tag } from "@/ui/tag";
import { TEXT_LINK } from "@/ui/text-link";
import { privateMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { Pager } from "../../pager";
import { WorkspaceFrame } from "../../workspace-frame";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "TextWork" });
  return privateMetadata(t("title"), TextWorkSearchSchema.parse(await searchParams).text);
}

/** The translations that the user can work on: missing, older than their original, machine-made, or unchecked. */
export default async function TextWorkPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.texts(locale));
  const permit = permitOr404(canListTextWork, session.actor, null);
  const search = TextWorkSearchSchema.parse(await searchParams);
  const [t, lists, states, { rows, total, pages, progress, organisations }] = await Promise.all([
    getTranslations({ locale, namespace: "TextWork" }),
    getTranslations({ locale, namespace: "StaffLists" }),
    getTranslations({ locale, namespace: "TextStates" }),
    searchTextWork(permit, search),
  ]);
  const { text, language, state, organisation, forum } = search;
  const narrowed = Boolean(text || language || state || organisation || forum);
  const languages = new Set([...progress.keys(), ...(language ? [language] : [])]);
  return (
    <WorkspaceFrame locale={locale} path={routes.texts(locale)} session={session} part="texts">
      <div className="grid grid-cols-1 gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <p>{t("lead")}</p>
        </header>
        <SearchForm action={routes.texts(locale)} submit={lists("find")}>
          {forum ? <input type="hidden" name="forum" value={forum} /> : null}
          <div className="min-w-0 grow basis-56">
            <TextField id="text" name="text" label={lists("findForum")} defaultValue={text} maxLength={100} />
          </div>
          <div className="min-w-0 grow basis-40">
            <SelectField id="language" name="language" label={t("language")} defaultValue={language ?? ""}>
              <option value="">{t("anyLanguage")}</option>
              {[...languages].map((tag) => (
                <option key={tag} value={tag} {...languageOf(tag, locale)}>
                  {ownNameOf(tag)}
                </option>
              ))}
            </SelectField>
          </div>
          <div className="min-w-0 grow basis-48">
            <SelectField id="state" name="state" label={lists("state")} defaultValue={state ?? ""}>
              <option value="">{t("anyState")}</option>
              {TEXT_WORK.map((one) => (
                <option key={one} value={one}>
                  {states(one)}
                </option>
              ))}
            </SelectField>
          </div>
          {organisations.length > 1 ? (
            <div className="min-w-0 grow basis-48">
              <SelectField
                id="organisation"
                name="organisation"
                label={t("organisation")}
                defaultValue={organisation ?? ""}
              >
                <option value="">{t("anyOrganisation")}</option>
                {organisations.map(({ id, name }) => (
                  <option key={id} value={id} lang="fi">
                    {name}
                  </option>
                ))}
              </SelectField>
            </div>
          ) : null}
        </SearchForm>
        <div className="grid grid-cols-1 gap-4">
          <Found text={text || (forum ?? "")}>{t("count", { count: total })}</Found>
          {narrowed ? (
            <p>
              <Link href={routes.texts(locale)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
                {lists("clear")}
              </Link>
            </p>
          ) : null}
          {total === 0 ? <p>{t(narrowed ? "nothing" : "none")}</p> : null}
          {rows.length > 0 ? (
            <Table
              caption={t("title")}
              head={[t("text"), t("language"), lists("state"), lists("when")]}
              rows={rows.map((row) => [
                <TextName key="text" locale={locale} row={row} organisation={organisations.length > 1} />,
                <OwnName key="language" language={row.language} locale={locale} />,
                <TextNeed key="state" locale={locale} row={row} />,
                row.forum ? <ForumWhen key="when" locale={locale} {...row.forum} /> : "–",
              ])}
            />
          ) : null}
          <Pager
            locale={locale}
            page={search.page}
            pages={pages}
            at={(page) => routes.texts(locale, { ...search, page })}
          />
        </div>
        <section className="grid grid-cols-1 gap-4">
          <h2 className="text-2xl">{t("progress")}</h2>
          <p>{t("progressHint")}</p>
          <TextProgress
            locale={locale}
            progress={progress}
            at={(tag) => routes.texts(locale, { ...search, language: tag, page: undefined })}
          />
        </section>
      </div>
    </WorkspaceFrame>
  );
}

/** The owner of a text: a link to its page, and its forum. */
async function TextName({ locale, row, organisation }: { locale: Locale; row: TextWorkView; organisation: boolean }) {
  const t = await getTranslations({ locale });
  return (
    <span className="grid gap-1">
      <Link
        href={routes.text(locale, row.itemId, row.language)}
        className={`${TEXT_LINK} inline-flex min-h-11 items-center justify-self-start sm:min-h-6`}
      >
        <span>
          <span {...(row.kind === "venue" ? { lang: "fi" } : languageOf(row.sourceLanguage, locale))}>{row.title}</span>
          <span className="sr-only">
            : <OwnName language={row.language} locale={locale} />
          </span>
        </span>
      </Link>
      <span className="text-sm font-normal text-ink-soft">
        {t(`TextWork.${row.kind}`)}
        {row.kind === "session" && row.forum ? (
          <>
            {": "}
            <bdi {...languageOf(row.forum.language, locale)}>{row.forum.title}</bdi>
          </>
        ) : null}
        {organisation && row.organisation && row.kind !== "venue" ? (
          <>
            {" · "}
            <bdi lang="fi">{row.organisation}</bdi>
          </>
        ) : null}
      </span>
    </span>
  );
}

/** The state of a translation, and which of its parts need work. */
async function TextNeed({ locale, row: { kind, state, parts, own } }: { locale: Locale; row: TextWorkView }) {
  const [t, states, names] = await Promise.all([
    getTranslations({ locale, namespace: "TextWork" }),
    getTranslations({ locale, namespace: "TextStates" }),
    getTranslations({ locale, namespace: "TextParts" }),
  ]);
  const needy = parts.flatMap(({ field }) => {
    const key = partKeyOf(kind, field);
    return key ? [names(key)] : [];
  });
  return (
    <span className="grid justify-items-start gap-1">
      <Tag tone={STATE_TONES[state]}>{states(state)}</Tag>
      {needy.length > 0 ? <span className="text-sm text-ink-soft">{formatList(locale, needy)}</span> : null}
      {own ? <span className="text-sm text-ink-soft">{t("own")}</span> : null}
    </span>
  );
}
