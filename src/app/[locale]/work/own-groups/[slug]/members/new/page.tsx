import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { writeDownMemberAction } from "@/features/group-members/tutor/actions";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { emailField, LOCALE_OPTIONS, spokenLanguageOptions } from "@/ui/form-fields";
import { privateMetadata } from "../../../../../../page-metadata";
import { WorkspaceFrame } from "../../../../../workspace-frame";
import { LedGroupHeading } from "../../led-group-heading";
import { type LedGroupProps, readLedGroup } from "../../read-led-group";

export const dynamic = "force-dynamic";

export async function generateMetadata(props: LedGroupProps): Promise<Metadata> {
  const { locale, group } = await readLedGroup(props);
  const t = await getTranslations({ locale, namespace: "GroupPeople" });
  return privateMetadata(t("writeDown"), group.title);
}

/** Where whoever leads a group writes down somebody who called or came by, and gave permission for it. */
export default async function WriteDownPage(props: LedGroupProps) {
  const { locale, session, group } = await readLedGroup(props);
  const t = await getTranslations({ locale, namespace: "GroupPeople" });
  const [main = "fi"] = group.languages;
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.writeDownMember(locale, group.slug)}
      session={session}
      part="work"
      typing
    >
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <LedGroupHeading locale={locale} group={group} title={t("writeDown")}>
          <p>{t("writeDownLead")}</p>
        </LedGroupHeading>
        <Form
          action={writeDownMemberAction.bind(null, locale, group.slug)}
          initial={initialFormState({
            ...{ language: main, age: "adult", messageLocale: locale, contactWay: "read", form: randomUUID() },
          })}
          draft={{ name: `group-member ${group.id}`, restored: t("restored"), forget: t("forget") }}
          lists={{
            languages: spokenLanguageOptions(locale),
            ages: (["adult", "from_13_to_17", "under_13"] as const).map((value) => ({ value, label: t(value) })),
            locales: LOCALE_OPTIONS,
            ways: [
              { value: "read", label: t("way_read") },
              { value: "listen", label: t("way_listen") },
              { value: "call", label: t("way_call") },
            ],
            answers: [
              { value: "member", label: t("asMember") },
              { value: "waiting", label: t("asWaiting") },
            ],
          }}
          steps={[
            {
              id: "person",
              fields: [
                { kind: "hidden", name: "form", kept: "sent" },
                {
                  kind: "text",
                  name: "name",
                  label: t("name"),
                  hint: t("nameHint"),
                  autoComplete: "off",
                  maxLength: 80,
                  required: true,
                },
                {
                  kind: "text",
                  name: "phone",
                  label: t("phone"),
                  type: "tel",
                  inputMode: "tel",
                  autoComplete: "off",
                  ltr: true,
                  maxLength: 40,
                },
                emailField(t("email"), { autoComplete: "off", maxLength: 254 }),
                { kind: "check", name: "noReach", label: t("noReach") },
                { kind: "select", name: "language", label: t("language"), options: "languages" },
                { kind: "radios", name: "answer", label: t("answer"), options: "answers" },
                {
                  kind: "fold",
                  id: "more",
                  label: t("more"),
                  fields: [
                    { kind: "select", name: "messageLocale", label: t("messageLocale"), options: "locales" },
                    { kind: "radios", name: "contactWay", label: t("contactWay"), options: "ways" },
                    { kind: "select", name: "age", label: t("age"), options: "ages" },
                  ],
                },
                { kind: "check", name: "permission", label: t("permission"), required: true, private: true },
              ],
            },
          ]}
          words={await formLabels(locale, t("save"))}
        />
      </div>
    </WorkspaceFrame>
  );
}
