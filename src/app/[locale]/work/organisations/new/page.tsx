import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { createOrganisationAction } from "@/features/organisations/actions";
import { canCreateOrganisation } from "@/features/organisations/policy";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { type LocaleParams, localeOf } from "../../../locale-params";
import { WorkspaceFrame } from "../../../workspace-frame";
import { identityStep } from "../organisation-form";

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Organisations" });
  return privateMetadata(t("newTitle"));
}

/** Where administrators add an organisation to the network. */
export default async function NewOrganisationPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.newOrganisation(locale));
  permitOr404(canCreateOrganisation, session.actor, null);
  const t = await getTranslations({ locale, namespace: "Organisations" });
  return (
    <WorkspaceFrame locale={locale} path={routes.newOrganisation(locale)} session={session} part="organisations" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("newTitle")}</h1>
          <p>{t("editHint")}</p>
          <p>
            <TextLink href={routes.organisations(locale)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
        </header>
        <Form
          action={createOrganisationAction.bind(null, locale)}
          initial={initialFormState()}
          steps={[await identityStep(locale)]}
          words={await formLabels(locale, t("create"))}
        />
      </div>
    </WorkspaceFrame>
  );
}
