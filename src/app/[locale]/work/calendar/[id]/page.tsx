import { Trash2 } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { deleteOccasionAction, editOccasionAction } from "@/features/year-calendar/actions";
import { canKeepYearCalendar } from "@/features/year-calendar/policy";
import { findOccasion } from "@/features/year-calendar/queries";
import { nameField } from "@/features/year-calendar/schema";
import { isLocale } from "@/i18n/locales";
import { finnishNameOf } from "@/i18n/municipalities";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { Section } from "@/ui/section";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";
import { WorkspaceFrame } from "../../../workspace-frame";
import { kindOptions, occasionStep } from "../occasion-form";

interface Props {
  params: Promise<{ locale: string; id: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "YearCalendar" });
  return privateMetadata(t("editTitle"));
}

/** Where staff change or delete an occasion of the year calendar. */
export default async function OccasionPage({ params }: Props) {
  const locale = await localeOf(params);
  const wanted = Id.safeParse((await params).id);
  const session = await requireLoginSession(locale, routes.yearCalendar(locale));
  const permit = permitOr404(canKeepYearCalendar, session.actor, null);
  const occasion = wanted.success ? await findOccasion(permit, wanted.data) : null;
  if (!occasion?.id) notFound();
  const { id, key, firstDay, lastDay, municipalityKeys, names, revision } = occasion;
  const [t, kinds, step] = await Promise.all([
    getTranslations({ locale, namespace: "YearCalendar" }),
    kindOptions(locale),
    occasionStep(locale),
  ]);
  const seen = String(revision);
  return (
    <WorkspaceFrame locale={locale} path={routes.occasion(locale, id)} session={session} part="calendar" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-10">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("editTitle")}</h1>
          <p>
            <TextLink
              href={routes.yearCalendar(locale, { year: Number(firstDay.slice(0, 4)) })}
              className="inline-flex min-h-11 items-center"
            >
              {t("back")}
            </TextLink>
          </p>
        </header>
        <Form
          action={editOccasionAction.bind(null, locale, id)}
          initial={initialFormState({
            ...{ kind: key, firstDay, seen },
            lastDay: lastDay === firstDay ? "" : lastDay,
            municipalities: municipalityKeys.map(finnishNameOf).join(", "),
            ...Object.fromEntries(
              names.flatMap((one) => (isLocale(one.locale) ? [[nameField(one.locale), one.name]] : [])),
            ),
          })}
          lists={{ kinds }}
          steps={[step]}
          words={await formLabels(locale, t("save"))}
        />
        <Section id="delete" title={t("deleteTitle")} icon={<Trash2 aria-hidden />}>
          <p>{t("deleteHint")}</p>
          <Form
            action={deleteOccasionAction.bind(null, locale, id)}
            initial={initialFormState({ seen })}
            steps={[
              {
                id: "delete",
                fields: [
                  { kind: "hidden", name: "seen" },
                  { kind: "hidden", name: "confirmed" },
                ],
              },
            ]}
            words={{ ...(await formLabels(locale, t("delete"))), submitOtherwise: t("deleteSure") }}
            kind="danger"
          />
        </Section>
      </div>
    </WorkspaceFrame>
  );
}
