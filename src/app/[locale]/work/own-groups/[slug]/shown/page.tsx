import { EyeOff } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { permitOr404 } from "@/features/accounts/actor";
import { hideOneselfAction, showOneselfAction } from "@/features/groups/actions";
import { canShowOneself } from "@/features/groups/policy";
import { findOwnShown } from "@/features/groups/queries";
import { formatNumericDate } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { Button } from "@/ui/button";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { privateMetadata } from "../../../../../page-metadata";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { languageBoxes, tickedBoxes } from "../../../groups/group-form";
import { LedGroupHeading } from "../led-group-heading";
import { type LedGroupProps, readLedGroup } from "../read-led-group";

export const dynamic = "force-dynamic";

export async function generateMetadata(props: LedGroupProps): Promise<Metadata> {
  const { locale, group } = await readLedGroup(props);
  const t = await getTranslations({ locale, namespace: "OwnGroups" });
  return privateMetadata(t("shown"), group.title);
}

/** Where a tutor decides what the group's page says of them: agrees to it, changes it and takes it back. */
export default async function ShownPage(props: LedGroupProps) {
  const { locale, session, subject, group } = await readLedGroup(props);
  const permit = permitOr404(canShowOneself, session.actor, subject);
  const [t, shown] = await Promise.all([getTranslations({ locale, namespace: "OwnGroups" }), findOwnShown(permit)]);
  const languages = shown?.languages ?? [];
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.ownGroupShown(locale, group.slug)}
      session={session}
      part="work"
      typing
    >
      <div className="mx-auto grid w-full max-w-2xl gap-8">
        <LedGroupHeading locale={locale} group={group} title={t("shown")}>
          <p>{t("shownLead")}</p>
        </LedGroupHeading>
        {shown?.shownName && shown.agreedAt ? (
          <Notice tone="good">
            {t("shownNow", { name: `\u2068${shown.shownName}\u2069`, date: formatNumericDate(shown.agreedAt) })}
          </Notice>
        ) : (
          <Notice>{t("shownNone")}</Notice>
        )}
        <Form
          action={showOneselfAction.bind(null, locale, group.slug)}
          initial={initialFormState({
            shownName: shown?.shownName ?? "",
            ...tickedBoxes(languages.length > 0 ? languages : group.languages),
          })}
          steps={[
            {
              id: "shown",
              fields: [
                {
                  kind: "text",
                  name: "shownName",
                  label: t("firstName"),
                  hint: t("firstNameHint"),
                  autoComplete: "given-name",
                  maxLength: 40,
                  required: true,
                },
                {
                  kind: "fold",
                  id: "spoken-languages",
                  label: t("languages"),
                  fields: [
                    {
                      kind: "group",
                      id: "spoken",
                      label: t("languages"),
                      columns: true,
                      fields: languageBoxes(locale),
                    },
                  ],
                },
                {
                  kind: "check",
                  name: "agreed",
                  label: t("agree"),
                  hint: t("agreeHint"),
                  required: true,
                  private: true,
                },
              ],
            },
          ]}
          words={await formLabels(locale, shown?.shownName ? t("change") : t("show"))}
        />
        {shown?.shownName ? (
          <Section id="hide" title={t("hideTitle")} icon={<EyeOff aria-hidden />}>
            <p>{t("hideText")}</p>
            <form action={hideOneselfAction.bind(null, locale, group.slug)}>
              <Button type="submit" kind="danger">
                {t("hide")}
              </Button>
            </form>
          </Section>
        ) : null}
      </div>
    </WorkspaceFrame>
  );
}
