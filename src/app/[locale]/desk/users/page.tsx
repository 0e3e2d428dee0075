import { Search } from "lucide-react";
import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { DUTIES } from "@/features/access/schema";
import { permitOr404, requireSession } from "@/features/accounts/actor";
import { listUsers } from "@/features/people/policy";
import { searchUsers } from "@/features/people/queries";
import { UserSearch } from "@/features/people/schema";
import { formatDateTime, formatList } from "@/i18n/formatting";
import { Button } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import { Pagination } from "@/ui/pagination";
import { Table } from "@/ui/table";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { type LocaleParams, localeOf } from "../../locale-params";
import { WorkspaceFrame } from "../../workspace-frame";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Users" });
  return { title: t("title"), robots: { index: false, follow: false }, referrer: "same-origin" };
}

/** All accounts, to search. */
export default async function UsersPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireSession(locale, `/${locale}/desk/users`);
  const permit = permitOr404(listUsers, session.actor, null);
  const search = UserSearch.parse(await searchParams);
  const [t, duties, { users, total, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "Users" }),
    getTranslations({ locale, namespace: "Duties" }),
    searchUsers(permit, search),
  ]);
  const pageAt = (page: number) => {
    const query = new URLSearchParams({
      ...(search.text && { text: search.text }),
      ...(search.duty && { duty: search.duty }),
      page: String(page),
    });
    return `/${locale}/desk/users?${query}` as Route;
  };
  return (
    <WorkspaceFrame locale={locale} path="/desk/users" session={session} part="users">
      <div className="grid gap-6">
        <h1 className="text-3xl">{t("title")}</h1>
        <form action={`/${locale}/desk/users`} className="flex flex-wrap items-end gap-4">
          <div className="min-w-0 grow basis-56">
            <TextField id="text" name="text" label={t("search")} defaultValue={search.text} maxLength={100} />
          </div>
          <div className="min-w-0 grow basis-48">
            <SelectField id="duty" name="duty" label={t("duty")} defaultValue={search.duty ?? ""}>
              <option value="">{t("anyDuty")}</option>
              {DUTIES.map((duty) => (
                <option key={duty} value={duty}>
                  {duties(duty)}
                </option>
              ))}
              <option value="participant">{duties("participant")}</option>
            </SelectField>
          </div>
          <Button type="submit">
            <Search aria-hidden className="size-5" />
            {t("find")}
          </Button>
        </form>
        <p role="status">{t("count", { count: total })}</p>
        {users.length > 0 ? (
          <Table
            caption={t("title")}
            head={[t("name"), t("duties"), t("organisations"), t("lastSeen")]}
            rows={users.map((user) => [
              <span key="name" className="grid">
                <TextLink href={`/${locale}/desk/users/${user.id}`} className="inline-flex min-h-11 items-center">
                  <bdi>{user.name ?? user.email}</bdi>
                </TextLink>
                <bdi dir="ltr" className="justify-self-start text-sm text-ink-soft">
                  {user.email}
                </bdi>
                {user.locked ? (
                  <span>
                    <Tag tone="stop">{t("locked")}</Tag>
                  </span>
                ) : null}
              </span>,
              formatList(
                locale,
                user.duties.length > 0 ? user.duties.map((duty) => duties(duty)) : [duties("participant")],
              ),
              <bdi key="organisations" lang="fi">
                {user.organisations.join(", ") || "–"}
              </bdi>,
              user.lastSeenAt ? formatDateTime(locale, user.lastSeenAt) : t("never"),
            ])}
          />
        ) : null}
        <Pagination
          label={t("pages")}
          status={t("page", { page: search.page, pages })}
          {...(search.page > 1 && { previous: { href: pageAt(search.page - 1), label: t("previous") } })}
          {...(search.page < pages && { next: { href: pageAt(search.page + 1), label: t("following") } })}
        />
      </div>
    </WorkspaceFrame>
  );
}
