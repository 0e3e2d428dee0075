import { UserCog } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ROLES } from "@/features/access/schema";
import { type AssignableForumView, listAssignableForums } from "@/features/forums/queries";
import { userAction } from "@/features/users/actions";
import { listOrganisations, type UserView } from "@/features/users/queries";
import { formatNumericDate } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import type { FormField } from "@/ui/form-model";
import { Found, SearchForm } from "@/ui/search-form";
import { Section } from "@/ui/section";

const check = (name: string, label: ReactNode): FormField => ({ kind: "check", name, label });
const on = (prefix: string, ids: readonly string[]) => ids.map((each) => [`${prefix}:${each}`, "on"]);

/** The title of a forum or a session, in its own language. */
function Title({ locale, of }: { locale: Locale; of: Pick<AssignableForumView, "title" | "locale"> }) {
  return <bdi {...(of.locale && languageOf(of.locale, locale))}>{of.title}</bdi>;
}

/**
 * A form for what somebody does in the network: roles, organisations, and the forums and sessions that they look after.
 * Offers others only if they contain the text `forum`.
 */
export async function UserWork({ locale, user, forum }: { locale: Locale; user: UserView; forum: string }) {
  const [t, lists, roles, organisations, forums] = await Promise.all([
    getTranslations({ locale, namespace: "Users" }),
    getTranslations({ locale, namespace: "StaffLists" }),
    getTranslations({ locale, namespace: "Roles" }),
    listOrganisations(user.organisationIds),
    listAssignableForums(locale, { forumIds: user.forumIds, sessionIds: user.sessionIds, text: forum }),
  ]);
  return (
    <Section title={t("work")} icon={<UserCog aria-hidden />}>
      <p>{t("workText")}</p>
      <SearchForm action={routes.user(locale, user.id)} submit={lists("find")}>
        <div className="min-w-0 grow basis-56">
          <TextField
            id="forum"
            name="forum"
            label={lists("addForum")}
            hint={lists("addForumHint")}
            defaultValue={forum}
            maxLength={100}
          />
        </div>
      </SearchForm>
      {forum ? (
        <Found level={3}>
          {lists("addForum")}: <bdi>{forum}</bdi>
        </Found>
      ) : null}
      <Form
        action={userAction.bind(null, locale, user.id)}
        initial={initialFormState(
          Object.fromEntries([
            ...on("role", user.roles),
            ...on("organisation", user.organisationIds),
            ...on("forum", user.forumIds),
            ...on("session", user.sessionIds),
          ]),
        )}
        steps={[
          {
            id: "work",
            fields: [
              {
                kind: "group",
                id: "roles",
                label: t("roles"),
                columns: true,
                fields: ROLES.map((role) => check(`role:${role}`, <Terms locale={locale}>{roles(role)}</Terms>)),
              },
              {
                kind: "group",
                id: "organisations",
                label: t("organisations"),
                columns: true,
                fields: organisations.map((each) => check(`organisation:${each.id}`, <bdi lang="fi">{each.name}</bdi>)),
              },
              {
                kind: "fold",
                id: "forums",
                label: t("forums"),
                open: forum !== "",
                fields: forums.map((each) =>
                  check(
                    `forum:${each.id}`,
                    <>
                      <Title locale={locale} of={each} /> {formatNumericDate(each.startsAt)}
                    </>,
                  ),
                ),
              },
              {
                kind: "fold",
                id: "tables",
                label: t("tables"),
                fields: forums.flatMap((each) =>
                  each.sessions.map((session) =>
                    check(
                      `session:${session.id}`,
                      <>
                        <Title locale={locale} of={each} /> {formatNumericDate(each.startsAt)}:{" "}
                        <Title locale={locale} of={session} />
                      </>,
                    ),
                  ),
                ),
              },
            ],
          },
        ]}
        words={await formLabels(locale, t("save"))}
      />
    </Section>
  );
}
