import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ROLES } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canListUsers } from "@/features/users/policy";
import { searchUsers } from "@/features/users/queries";
import { UserSearchSchema } from "@/features/users/schema";
import { formatList, formatNumericDateTime } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { SelectField, TextField } from "@/ui/field";
import { Found, SearchForm } from "@/ui/search-form";
import { Table } from "@/ui/table";
import { Tag } from "@/ui/tag";
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
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Users" });
  return privateMetadata(t("title"), UserSearchSchema.parse(await searchParams).text);
}

/** All accounts, with a search. */
export default async function UsersPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.users(locale));
  const permit = permitOr404(canListUsers, session.actor, null);
  const search = UserSearchSchema.parse(await searchParams);
  const [t, roles, { users, total, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "Users" }),
    getTranslations({ locale, namespace: "Roles" }),
    searchUsers(permit, search),
  ]);
  const pageAt = (page: number) => routes.users(locale, { text: search.text, role: search.role, page });
  return (
    <WorkspaceFrame locale={locale} path={routes.users(locale)} session={session} part="users">
      <div className="grid gap-6">
        <h1 className="text-3xl">{t("title")}</h1>
        <SearchForm action={routes.users(locale)} submit={t("find")}>
          <div className="min-w-0 grow basis-56">
            <TextField id="text" name="text" label={t("search")} defaultValue={search.text} maxLength={100} />
          </div>
          <div className="min-w-0 grow basis-48">
            <SelectField id="role" name="role" label={t("role")} defaultValue={search.role ?? ""}>
              <option value="">{t("anyRole")}</option>
              {ROLES.map((role) => (
                <option key={role} value={role}>
                  {roles(role)}
                </option>
              ))}
              <option value="participant">{roles("participant")}</option>
            </SelectField>
          </div>
        </SearchForm>
        <Found text={search.text}>{t("count", { count: total })}</Found>
        {users.length > 0 ? (
          <Table
            caption={t("title")}
            head={[t("name"), t("roles"), t("organisations"), t("lastSeen")]}
            rows={users.map((user) => [
              <span key="name" className="grid">
                <TextLink href={routes.user(locale, user.id)} className="inline-flex min-h-11 items-center sm:min-h-6">
                  <bdi>{user.name ?? user.email}</bdi>
                </TextLink>
                <bdi dir="ltr" className="justify-self-start text-sm font-normal text-ink-soft">
                  {user.email}
                </bdi>
                {user.locked ? (
                  <span>
                    <Tag tone="stop">{t("locked")}</Tag>
                  </span>
                ) : null}
              </span>,
              <Terms key="roles" locale={locale}>
                {formatList(
                  locale,
                  user.roles.length > 0 ? user.roles.map((role) => roles(role)) : [roles("participant")],
                )}
              </Terms>,
              <bdi key="organisations" lang="fi">
                {user.organisations.join(", ") || "–"}
              </bdi>,
              user.lastSeenAt ? formatNumericDateTime(locale, user.lastSeenAt) : t("never"),
            ])}
          />
        ) : null}
        <Pager locale={locale} page={search.page} pages={pages} at={pageAt} />
      </div>
    </WorkspaceFrame>
  );
}
