import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CancelForm, LanguageForm, LimitsForm, MoveForm } from "@/features/desk/components/desk-forms";
import { languageOf } from "@/i18n/localized";
import { TEXT_LINK } from "@/ui/text-link";
import { KeyFrame } from "../../../key-frame";
import { deskMetadata, readDesk } from "../read-desk";

interface Props {
  params: Promise<{ locale: string; link: string; form: string }>;
}

export const dynamic = "force-dynamic";
export const generateMetadata = deskMetadata;

/** One form of the coordinator's page. */
export default async function DeskFormPage(props: Props) {
  const { locale, token, forum, session } = await readDesk(props);
  const { form } = await props.params;
  const t = await getTranslations({ locale, namespace: "Desk" });
  const over = forum.state === "past" || forum.state === "cancelled";
  const forms = {
    limits: { title: t("changeLimits"), hint: t("limitsHint"), Form: LimitsForm },
    language: { title: t("changeLanguage"), hint: t("languagesHint"), Form: LanguageForm },
    ...(over
      ? {}
      : {
          move: { title: t("moveTitle"), hint: t("moveHint"), Form: MoveForm },
          cancel: { title: t("cancelTitle"), hint: t("cancelHint"), Form: CancelForm },
        }),
  };
  const chosen = Object.entries(forms).find(([name]) => name === form)?.[1];
  if (!chosen) notFound();
  const { title, hint, Form } = chosen;
  return (
    <KeyFrame locale={locale} path={`/desk/${token}/${form}`} session={session}>
      <div className="mx-auto grid max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{title}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </p>
          <p>{hint}</p>
          <p>
            <Link
              href={`/${locale}/desk/${token}` as Route}
              prefetch={false}
              className={`${TEXT_LINK} inline-flex min-h-11 items-center`}
            >
              {t("back")}
            </Link>
          </p>
        </header>
        <Form locale={locale} token={token} forum={forum} />
      </div>
    </KeyFrame>
  );
}
