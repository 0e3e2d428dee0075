import { Archive, PencilLine, ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { LegalDetails } from "@/features/forums/components/controller";
import { editOrganisationAction, retireOrganisationAction } from "@/features/organisations/actions";
import { canEditOrganisation, canSeeOrganisation } from "@/features/organisations/policy";
import { findOrganisation } from "@/features/organisations/queries";
import { routes } from "@/i18n/routes";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { Section } from "@/ui/section";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";
import { WorkspaceFrame } from "../../../workspace-frame";
import { identityStep } from "../organisation-form";

interface Props {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Organisations" });
  return privateMetadata(t("one"));
}

/** One organisation as notices name it; administrators change it here. */
export default async function OrganisationPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const wanted = Id.safeParse((await params).id);
  const session = await requireLoginSession(locale, routes.organisations(locale));
  if (!wanted.success) notFound();
  const subject = { organisationId: wanted.data };
  const permit = permitOr404(canSeeOrganisation, session.actor, subject);
  const [t, hours, organisation, { done }] = await Promise.all([
    getTranslations({ locale, namespace: "Organisations" }),
    getTranslations({ locale, namespace: "TutorHours" }),
    findOrganisation(permit),
    searchParams,
  ]);
  if (!organisation) notFound();
  const { id, name, retired } = organisation;
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.organisation(locale, id)}
      session={session}
      part="organisations"
      typing
    >
      <div className="mx-auto grid w-full max-w-2xl gap-8">
        <header className="grid gap-3">
          <p>
            <TextLink href={routes.organisations(locale)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
          <h1 className="text-3xl">
            <bdi lang="fi">{name}</bdi>
          </h1>
          <p className="flex flex-wrap items-center gap-3">
            {t("forums", { count: organisation.forums })}
            {retired ? <Tag>{t("retired")}</Tag> : null}
          </p>
          <p>
            <TextLink href={routes.tutorHours(locale, id)} className="inline-flex min-h-11 items-center">
              {hours("ofTutors")}
            </TextLink>
          </p>
          <FlashMessage
            done={done}
            messages={{
              created: t("doneCreated"),
              edited: t("doneEdited"),
              retired: t("doneRetired"),
              active: t("doneActive"),
            }}
          />
        </header>
        <Section id="named" title={t("namedTitle")} icon={<ScrollText aria-hidden />}>
          <p>{t("namedText")}</p>
          <LegalDetails locale={locale} person={organisation} />
        </Section>
        {Permit.ask(canEditOrganisation, session.actor, subject) ? (
          <>
            <Section id="edit" title={t("editTitle")} icon={<PencilLine aria-hidden />}>
              <p>{t("editHint")}</p>
              <Form
                action={editOrganisationAction.bind(null, locale, id)}
                initial={initialFormState({
                  name,
                  businessId: organisation.businessId ?? "",
                  address: organisation.address ?? "",
                  email: organisation.email ?? "",
                  phone: organisation.phone ?? "",
                  privacyContact: organisation.privacyContact ?? "",
                  url: organisation.url ?? "",
                })}
                steps={[await identityStep(locale)]}
                words={await formLabels(locale, t("save"))}
              />
            </Section>
            <Section id="retire" title={t("retireTitle")} icon={<Archive aria-hidden />}>
              <p>{retired ? t("activeHint") : t("retireHint")}</p>
              <Form
                action={retireOrganisationAction.bind(null, locale, id)}
                initial={initialFormState({ active: retired ? "yes" : "no" })}
                steps={[{ id: "active", fields: [{ kind: "hidden", name: "active" }] }]}
                words={await formLabels(locale, retired ? t("activate") : t("retire"))}
                kind={retired ? "secondary" : "danger"}
              />
            </Section>
          </>
        ) : (
          <p>{t("askAdministrator")}</p>
        )}
      </div>
    </WorkspaceFrame>
  );
}
