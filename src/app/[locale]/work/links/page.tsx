import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { revokeLinkAction } from "@/features/accounts/actions";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canListLinks, canWithdrawLink } from "@/features/accounts/policy";
import { searchAccessLinks } from "@/features/accounts/queries";
import { LinkSearchSchema } from "@/features/accounts/schema";
import { listForumTitles } from "@/features/forums/queries";
import { formatNumericDate } from "@/i18n/formatting";
import { languageOf, ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { FlashMessage } from "@/ui/flash-message";
import { Found, SearchForm } from "@/ui/search-form";
import { Tag, type TagTone } from "@/ui/tag";
import { privateMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { Pager } from "../../pager";
import { WorkspaceFrame } from "../../workspace-frame";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Links" });
  return privateMetadata(t("title"), LinkSearchSchema.parse(await searchParams).text);
}

const TONES: Record<"open" | "withdrawn" | "expired", TagTone> = { open: "info", withdrawn: "plain", expired: "plain" };

/** The links of people without an account, with a button to withdraw each. No page shows a link's token again. */
export default async function LinksPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.links(locale));
  const { actor } = session;
  const permit = permitOr404(canListLinks, actor, null);
  const query = await searchParams;
  const search = LinkSearchSchema.parse(query);
  const [t, { links, total, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "Links" }),
    searchAccessLinks(permit, search),
  ]);
  const titles = await listForumTitles(
    locale,
    links.flatMap(({ forum }) => forum?.forumId ?? []),
  );
  const kinds = { helper: t("helper"), coordinator: t("coordinator"), door: t("door"), preview: t("preview") };
  const withdrawals = { translator: t("withdrawTranslator"), preview: t("withdrawPreview") } as const;
  const kindOf = ({ kind, language }: (typeof links)[number]) =>
    kind === "translator"
      ? t.rich("translator", {
          language: ownNameOf(language ?? ""),
          b: (name) => <bdi {...languageOf(language ?? locale, locale)}>{name}</bdi>,
        })
      : kinds[kind];
  const states = { open: t("open"), withdrawn: t("withdrawn"), expired: t("expired") };
  const pageAt = (page: number) => routes.links(locale, { text: search.text, page });
  return (
    <WorkspaceFrame locale={locale} path={routes.links(locale)} session={session} part="links">
      <div className="mx-auto grid w-full max-w-3xl gap-6">
        <header className="grid gap-3">
          <h1 className="text-3xl">{t("title")}</h1>
          <FlashMessage done={query.done} messages={{ withdrawn: t("doneWithdrawn") }} />
          <p>{t("text")}</p>
        </header>
        <SearchForm action={routes.links(locale)} submit={t("find")}>
          <div className="min-w-0 grow basis-56">
            <TextField id="text" name="text" label={t("search")} defaultValue={search.text} maxLength={100} />
          </div>
        </SearchForm>
        <Found text={search.text}>{t("count", { count: total })}</Found>
        <ul className="grid gap-3">
          {links.map((link) => {
            const title = link.forum && titles.get(link.forum.forumId);
            return (
              <li key={link.id} className="grid gap-2 rounded-card border border-line bg-surface p-4">
                <h3 className="text-lg">
                  <bdi>{link.holder}</bdi>
                </h3>
                <p>
                  {kindOf(link)}
                  {" · "}
                  {title ? <bdi lang={title.locale}>{title.title}</bdi> : link.about ? t(link.about) : t("everyForum")}
                </p>
                <p className="flex flex-wrap items-center gap-3 text-sm text-ink-soft">
                  <Tag tone={TONES[link.state]}>{states[link.state]}</Tag>
                  <span>{t("until", { date: formatNumericDate(link.expiresAt) })}</span>
                  {link.kind === "translator" || link.kind === "preview" ? null : (
                    <span>{t("registrations", { count: link.registrations })}</span>
                  )}
                </p>
                {link.state === "open" && Permit.ask(canWithdrawLink, actor, link) ? (
                  <details>
                    <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-spruce underline">
                      {t("withdraw")}
                      <span className="sr-only">: {link.holder}</span>
                    </summary>
                    <form action={revokeLinkAction.bind(null, locale, link.id)} className="grid gap-3 pt-2">
                      <p>
                        {link.kind === "translator" || link.kind === "preview"
                          ? withdrawals[link.kind]
                          : t("withdrawText")}
                      </p>
                      <div>
                        <Button type="submit" kind="danger">
                          {t("confirm")}
                          <span className="sr-only">: {link.holder}</span>
                        </Button>
                      </div>
                    </form>
                  </details>
                ) : null}
              </li>
            );
          })}
        </ul>
        <Pager locale={locale} page={search.page} pages={pages} at={pageAt} />
      </div>
    </WorkspaceFrame>
  );
}
