import { Building2, KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requestSignInAction } from "@/features/accounts/actions";
import { currentLoginSession } from "@/features/accounts/actor";
import { NextPath } from "@/features/accounts/schema";
import { PROBLEMS, ssoName } from "@/features/accounts/sign-in";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { emailField } from "@/ui/form-fields";
import { Notice } from "@/ui/notice";
import { privateMetadata } from "../../page-metadata";
import { type LocaleParams, localeOf } from "../locale-params";
import { SignInCard } from "./sign-in-card";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "SignIn" });
  return privateMetadata(t("title"));
}

/** Where people begin to sign in: an address is enough. Redirects users who are already signed in. */
export default async function SignInPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const { next: wanted, problem, done } = await searchParams;
  const next = NextPath.parse(wanted) ?? null;
  const known = PROBLEMS.find((each) => each === problem);
  if (!known && !done && (await currentLoginSession())) redirect(next ?? routes.me(locale));
  const t = await getTranslations({ locale, namespace: "SignIn" });
  const problems = {
    ended: t("problemEnded"),
    expired: t("problemExpired"),
    locked: t("problemLocked"),
    sso_refused: t("problemSsoRefused"),
    sso_failed: t("problemSsoFailed"),
    too_many: t("problemTooMany"),
  };
  const sso = ssoName();
  return (
    <SignInCard locale={locale} path={routes.signIn(locale)} icon={<KeyRound />} title={t("title")}>
      {known ? (
        <div role="alert">
          <Notice tone="stop">{problems[known]}</Notice>
        </div>
      ) : null}
      <FlashMessage
        done={done}
        messages={{
          signed_out: t("doneOut"),
          signed_out_everywhere: t("doneOutEverywhere"),
          erased: t("doneErased"),
        }}
      />
      <p>{t("lead")}</p>
      <p className="text-ink-soft">{t("notNeeded")}</p>
      <Form
        action={requestSignInAction.bind(null, locale, next)}
        initial={initialFormState()}
        steps={[
          {
            id: "email",
            fields: [
              emailField(t("email"), { hint: t("emailHint"), autoComplete: "email", maxLength: 254, required: true }),
            ],
          },
        ]}
        words={await formLabels(locale, t("send"))}
      />
      {sso ? (
        <p className="grid gap-2 border-t border-line pt-5">
          <span className="text-ink-soft">{t("ssoHint")}</span>
          <a href={routes.signInSso(locale, { next })} className={buttonClass("secondary")}>
            <Building2 aria-hidden className="size-5" />
            {t("sso", { name: sso })}
          </a>
        </p>
      ) : null}
    </SignInCard>
  );
}
