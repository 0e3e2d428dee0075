import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { PostStateTag } from "@/features/news/components/post-state-tag";
import { canListPosts } from "@/features/news/policy";
import { searchPostsAtWork } from "@/features/news/queries";
import { POST_STATES, PostSearchSchema } from "@/features/news/schema";
import { formatNumericDateTime } from "@/i18n/formatting";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { ButtonLink } from "@/ui/button-link";
import { SelectField, TextField } from "@/ui/field";
import { Found, SearchForm } from "@/ui/search-form";
import { Table } from "@/ui/table";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { Pager } from "../../pager";
import { WorkspaceFrame } from "../../workspace-frame";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "NewsWork" });
  return privateMetadata(t("title"), PostSearchSchema.parse(await searchParams).text);
}

/** The posts of the user's organisations, drafts and those to come included, with a search. */
export default async function NewsAtWorkPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.newsAtWork(locale));
  const permit = permitOr404(canListPosts, session.actor, null);
  const search = PostSearchSchema.parse(await searchParams);
  const [t, words, { posts, total, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "NewsWork" }),
    getTranslations({ locale }),
    searchPostsAtWork(permit, locale, search),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.newsAtWork(locale)} session={session} part="news">
      <div className="grid grid-cols-1 gap-6">
        <header className="grid gap-3">
          <h1 className="text-3xl">{t("title")}</h1>
          <p>{t("lead")}</p>
          <p>
            <ButtonLink href={routes.newPost(locale)}>
              <Plus aria-hidden className="size-5" />
              {t("newPost")}
            </ButtonLink>
          </p>
        </header>
        <SearchForm action={routes.newsAtWork(locale)} submit={t("find")}>
          <div className="min-w-0 grow basis-56">
            <TextField id="text" name="text" label={t("search")} defaultValue={search.text} maxLength={100} />
          </div>
          <div className="min-w-0 grow basis-48">
            <SelectField id="state" name="state" label={t("state")} defaultValue={search.state ?? ""}>
              <option value="">{t("anyState")}</option>
              {POST_STATES.map((state) => (
                <option key={state} value={state}>
                  {words(`PostStates.${state}`)}
                </option>
              ))}
            </SelectField>
          </div>
        </SearchForm>
        <Found text={search.text}>{t("count", { count: total })}</Found>
        {posts.length > 0 ? (
          <Table
            caption={t("title")}
            head={[t("post"), t("state"), t("when")]}
            rows={posts.map(({ id, title, locale: titleLocale, state, publishAt, organisation }) => [
              <span key="post" className="grid">
                <TextLink href={routes.workOnPost(locale, id)} className="inline-flex min-h-11 items-center sm:min-h-6">
                  <span {...(titleLocale ? languageOf(titleLocale, locale) : {})}>{title}</span>
                </TextLink>
                <bdi lang="fi" className="text-sm font-normal text-ink-soft">
                  {organisation}
                </bdi>
              </span>,
              <PostStateTag key="state" locale={locale} state={state} />,
              publishAt ? formatNumericDateTime(locale, publishAt) : "–",
            ])}
          />
        ) : null}
        <Pager
          locale={locale}
          page={search.page}
          pages={pages}
          at={(page) => routes.newsAtWork(locale, { text: search.text, state: search.state, page })}
        />
      </div>
    </WorkspaceFrame>
  );
}
