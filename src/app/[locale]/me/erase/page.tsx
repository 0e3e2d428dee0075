import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requireLoginSession } from "@/features/accounts/actor";
import { eraseAccountAction } from "@/features/privacy/actions";
import { routes } from "@/i18n/routes";
import { Card } from "@/ui/card";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { Link } from "@/ui/link";
import { TEXT_LINK } from "@/ui/text-link";
import { privateMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { WorkspaceFrame } from "../../workspace-frame";

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Me" });
  return privateMetadata(t("eraseTitle"));
}

/** Asks for confirmation, because erased data cannot be restored. */
export default async function EraseAccountPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.eraseAccount(locale));
  const t = await getTranslations({ locale, namespace: "Me" });
  return (
    <WorkspaceFrame locale={locale} path={routes.eraseAccount(locale)} session={session} part="me">
      <Card className="mx-auto grid w-full max-w-2xl gap-5">
        <h1 className="text-2xl">{t("eraseTitle")}</h1>
        <p>{t("eraseText")}</p>
        <Form
          action={eraseAccountAction.bind(null, locale)}
          initial={initialFormState()}
          steps={[
            {
              id: "erase",
              fields: [
                {
                  kind: "check",
                  name: "registrations",
                  label: t("eraseRegistrations", { email: session.actor.email }),
                },
                { kind: "check", name: "sure", label: t("eraseSure"), required: true },
              ],
            },
          ]}
          words={await formLabels(locale, t("erase"))}
          kind="danger"
        />
        <p>
          <Link href={routes.me(locale)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            {t("keep")}
          </Link>
        </p>
      </Card>
    </WorkspaceFrame>
  );
}
