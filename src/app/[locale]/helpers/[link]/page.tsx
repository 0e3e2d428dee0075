import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { searchOpenForums } from "@/features/forums/queries";
import { ForumSearchSchema } from "@/features/forums/schema";
import { PageNumber } from "@/i18n/page-number";
import { routes } from "@/i18n/routes";
import { SearchText } from "@/i18n/search-text";
import { privateMetadata } from "../../../page-metadata";
import { LinkOrSessionFrame } from "../../link-or-session-frame";
import { localeOf } from "../../locale-params";
import { ForumSearch } from "../../work/forum-search";
import { OwnFamilies } from "./own-families";
import { type HelperProps, readHelper } from "./read-helper";

export const dynamic = "force-dynamic";
interface Props extends HelperProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Helper" });
  return privateMetadata(t("title"), ForumSearchSchema.parse(await searchParams).text);
}

/** Where a peer tutor or counsellor chooses the forum for which to register others. */
export default async function HelperPage(props: Props) {
  const { locale, token, forumId, holder, session, actor } = await readHelper(props);
  const query = await props.searchParams;
  const search = ForumSearchSchema.parse(query);
  const [t, open] = await Promise.all([
    getTranslations({ locale, namespace: "Helper" }),
    searchOpenForums(locale, forumId, search),
  ]);
  return (
    <LinkOrSessionFrame locale={locale} path={routes.helper(locale, token)} session={session}>
      <div className="mx-auto grid max-w-4xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          {session ? null : <p>{t("hello", { holder })}</p>}
          <p>{t("lead")}</p>
        </header>
        {open.total === 0 && !search.text ? (
          <p>{t("none")}</p>
        ) : (
          <ForumSearch
            locale={locale}
            caption={t("title")}
            level={2}
            search={search}
            total={open.total}
            pages={open.pages}
            at={({ text, page }) => routes.helper(locale, token, { text, page })}
            forums={open.forums.map((forum) => ({
              forum,
              href: routes.registerOthers(locale, token, forum.slug),
              action: t("register"),
            }))}
          />
        )}
        <OwnFamilies
          locale={locale}
          link={token}
          actor={actor}
          find={SearchText.parse(query.find)}
          page={PageNumber.parse(query.families)}
        />
      </div>
    </LinkOrSessionFrame>
  );
}
