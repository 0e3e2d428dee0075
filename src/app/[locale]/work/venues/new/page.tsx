import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { listOrganisations } from "@/features/users/queries";
import { createVenueAction } from "@/features/venues/actions";
import { canCreateVenue, canListVenues } from "@/features/venues/policy";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { LOCALE_OPTIONS } from "@/ui/form-fields";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { type LocaleParams, localeOf } from "../../../locale-params";
import { municipalityOptions } from "../../../municipality-options";
import { WorkspaceFrame } from "../../../workspace-frame";
import { placeStep, textStep } from "../venue-form";

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Venues" });
  return privateMetadata(t("newTitle"));
}

/** Where staff make a venue: its place, and its text in one language. */
export default async function NewVenuePage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.newVenue(locale));
  const { actor } = session;
  permitOr404(canListVenues, actor, null);
  const [t, all, municipalities, place, text] = await Promise.all([
    getTranslations({ locale, namespace: "Venues" }),
    listOrganisations(),
    municipalityOptions(locale),
    placeStep(locale),
    textStep(locale),
  ]);
  const organisations = all.filter(({ id }) => Permit.ask(canCreateVenue, actor, { organisationId: id }));
  return (
    <WorkspaceFrame locale={locale} path={routes.newVenue(locale)} session={session} part="venues" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("newTitle")}</h1>
          <p>{t("newText")}</p>
          <p>
            <TextLink href={routes.venues(locale)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
        </header>
        <Form
          action={createVenueAction.bind(null, locale)}
          initial={initialFormState({ organisation: organisations[0]?.id ?? "", municipality: "", language: locale })}
          lists={{
            organisations: organisations.map(({ id, name }) => ({ value: id, label: name, lang: "fi" })),
            municipalities: [{ value: "", label: t("municipalityChoose") }, ...municipalities],
            languages: LOCALE_OPTIONS,
          }}
          steps={[
            {
              ...place,
              fields: [
                {
                  kind: "select",
                  name: "organisation",
                  label: t("organisation"),
                  hint: t("organisationHint"),
                  options: "organisations",
                },
                ...place.fields,
              ],
            },
            text,
          ]}
          words={await formLabels(locale, t("create"))}
        />
      </div>
    </WorkspaceFrame>
  );
}
