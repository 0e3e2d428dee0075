import { UserCog } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { ROLES } from "@/features/access/schema";
import { type AssignableForumView, listAssignableForums } from "@/features/forums/queries";
import { userAction } from "@/features/users/actions";
import { listOrganisations, type UserView } from "@/features/users/queries";
import { formatNumericDate } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import type { FormField } from "@/ui/form-model";
import { Section } from "@/ui/section";

const check = (name: string, label: string): FormField => ({ kind: "check", name, label });
const on = (prefix: string, ids: readonly string[]) => ids.map((each) => [`${prefix}:${each}`, "on"]);
const titleOf = ({ title, startsAt }: AssignableForumView) => `${title} ${formatNumericDate(startsAt)}`;

/** What somebody does in the network: roles, organisations, and the forums and sessions in their care, to change. */
export async function UserWork({ locale, user }: { locale: Locale; user: UserView }) {
  const [t, roles, organisations, forums] = await Promise.all([
    getTranslations({ locale, namespace: "Users" }),
    getTranslations({ locale, namespace: "Roles" }),
    listOrganisations(),
    listAssignableForums(locale),
  ]);
  return (
    <Section title={t("work")} icon={<UserCog aria-hidden />}>
      <p>{t("workText")}</p>
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
                fields: ROLES.map((role) => check(`role:${role}`, roles(role))),
              },
              {
                kind: "group",
                id: "organisations",
                label: t("organisations"),
                columns: true,
                fields: organisations.map((each) => check(`organisation:${each.id}`, each.name)),
              },
              {
                kind: "fold",
                id: "forums",
                label: t("forums"),
                fields: forums.map((forum) => check(`forum:${forum.id}`, titleOf(forum))),
              },
              {
                kind: "fold",
                id: "tables",
                label: t("tables"),
                fields: forums.flatMap((forum) =>
                  forum.sessions.map(({ id, title }) => check(`session:${id}`, `${titleOf(forum)}: ${title}`)),
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
