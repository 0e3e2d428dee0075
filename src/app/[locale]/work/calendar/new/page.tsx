import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { createOccasionAction } from "@/features/year-calendar/actions";
import { canKeepYearCalendar } from "@/features/year-calendar/policy";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { type LocaleParams, localeOf } from "../../../locale-params";
import { WorkspaceFrame } from "../../../workspace-frame";
import { kindOptions, occasionStep } from "../occasion-form";

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "YearCalendar" });
  return privateMetadata(t("newTitle"));
}

/** Where staff add to the year calendar. */
export default async function NewOccasionPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.newOccasion(locale));
  permitOr404(canKeepYearCalendar, session.actor, null);
  const [t, kinds, step] = await Promise.all([
    getTranslations({ locale, namespace: "YearCalendar" }),
    kindOptions(locale),
    occasionStep(locale),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.newOccasion(locale)} session={session} part="calendar" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("newTitle")}</h1>
          <p>
            <TextLink href={routes.yearCalendar(locale)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
        </header>
        <Form
          action={createOccasionAction.bind(null, locale)}
          initial={initialFormState({ kind: "joint_application" })}
          lists={{ kinds }}
          steps={[step]}
          words={await formLabels(locale, t("create"))}
        />
      </div>
    </WorkspaceFrame>
  );
}
