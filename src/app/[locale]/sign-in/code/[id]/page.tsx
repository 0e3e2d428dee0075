import { MailOpen } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { signInCodeAction } from "@/features/accounts/actions";
import { findPendingSignIn } from "@/features/accounts/queries";
import { problemPath } from "@/features/accounts/sign-in";
import type { Locale } from "@/i18n/locales";
import { entryRoutes, routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";
import { SignInCard } from "../../sign-in-card";

interface Props {
  params: Promise<{ locale: string; id: string }>;
}

export const dynamic = "force-dynamic";

const newWindow = async (locale: Locale) => (await getTranslations({ locale, namespace: "Site" }))("newWindow");

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "SignIn" });
  return privateMetadata(t("codeTitle"));
}

/** Where people type the six digits from a mail that they may read on another device. */
export default async function SignInCodePage({ params }: Props) {
  const locale = await localeOf(params);
  const { id } = await params;
  const pending = z.uuid().safeParse(id).success ? await findPendingSignIn(id) : null;
  if (!pending) redirect(problemPath(locale, "expired"));
  const t = await getTranslations({ locale, namespace: "SignIn" });
  return (
    <SignInCard locale={locale} path={routes.signInCode(locale, id)} icon={<MailOpen />} title={t("codeTitle")}>
      <p>
        {t.rich("codeLead", {
          email: pending.email,
          b: (text) => (
            <bdi dir="ltr" className="font-semibold wrap-anywhere">
              {text}
            </bdi>
          ),
        })}
      </p>
      <Form
        action={signInCodeAction.bind(null, locale, id)}
        initial={initialFormState()}
        steps={[
          {
            id: "code",
            fields: [
              {
                kind: "text",
                name: "code",
                label: t("code"),
                hint: t("codeHint"),
                inputMode: "numeric",
                autoComplete: "one-time-code",
                maxLength: 40,
                ltr: true,
                required: true,
              },
            ],
          },
        ]}
        words={await formLabels(locale, t("signIn"))}
      />
      <p className="text-ink-soft">{t("codeMissing")}</p>
      <p className="flex flex-wrap gap-x-6">
        <TextLink href={routes.signIn(locale)} className="inline-flex min-h-11 items-center">
          {t("again")}
        </TextLink>
        {env().DEMO ? (
          <a
            href={entryRoutes.demoMailbox()}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-h-11 items-center font-semibold text-spruce underline underline-offset-4"
          >
            {t("demoMailbox")} ({await newWindow(locale)})
          </a>
        ) : null}
      </p>
    </SignInCard>
  );
}
