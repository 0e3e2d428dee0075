import { Handshake, MailX } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findInvitation } from "@/features/accounts/queries";
import { problemPath, wrongLink } from "@/features/accounts/sign-in";
import { acceptAction } from "@/features/users/actions";
import { formatNumericDateTime } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { PageHelp } from "@/ui/help-context";
import { privateMetadata } from "../../../page-metadata";
import { localeOf } from "../../locale-params";
import { SignInCard } from "../../sign-in/sign-in-card";

interface Props {
  params: Promise<{ locale: string; token: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Invitation" });
  const { token } = await params;
  return privateMetadata((await findInvitation({ token })) ? t("title") : t("overTitle"));
}

/** The target of a mailed invitation. If it has expired, the page says so, and what to do. */
export default async function InvitationPage({ params }: Props) {
  const locale = await localeOf(params);
  const { token } = await params;
  const invitation = await findInvitation({ token });
  if (!invitation && (await wrongLink()) === "too_many") redirect(problemPath(locale, "too_many"));
  const [t, roles] = await Promise.all([
    getTranslations({ locale, namespace: "Invitation" }),
    getTranslations({ locale, namespace: "Roles" }),
  ]);
  const path = routes.invitation(locale, token);
  if (!invitation)
    return (
      <SignInCard locale={locale} path={path} icon={<MailX />} title={t("overTitle")}>
        <p>{t("overText")}</p>
        <PageHelp />
        <p>
          <a href={routes.signIn(locale)} className={buttonClass("secondary")}>
            {t("signIn")}
          </a>
        </p>
      </SignInCard>
    );
  return (
    <SignInCard locale={locale} path={path} icon={<Handshake />} title={t("title")}>
      <p>
        {t.rich("lead", {
          inviter: invitation.invitedBy,
          role: roles(invitation.role),
          organisation: invitation.organisation ?? "OmaPolku",
          b: (text) => <bdi className="font-semibold">{text}</bdi>,
        })}
      </p>
      <p className="text-ink-soft">
        {t.rich("account", {
          email: invitation.email,
          until: formatNumericDateTime(locale, invitation.expiresAt),
          b: (text) => (
            <bdi dir="ltr" className="font-semibold wrap-anywhere">
              {text}
            </bdi>
          ),
        })}
      </p>
      <Form
        action={acceptAction.bind(null, locale, token)}
        initial={initialFormState()}
        steps={[
          {
            id: "name",
            fields: [
              {
                kind: "text",
                name: "name",
                label: t("name"),
                hint: t("nameHint"),
                autoComplete: "name",
                maxLength: 100,
                required: true,
              },
            ],
          },
        ]}
        words={await formLabels(locale, t("accept"))}
      />
    </SignInCard>
  );
}
