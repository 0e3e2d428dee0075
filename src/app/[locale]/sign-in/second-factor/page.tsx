import { ListChecks, ShieldCheck, ShieldPlus } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { notedCodesAction, secondFactorAction, signOutAction } from "@/features/accounts/actions";
import { currentLoginSession, signInPath } from "@/features/accounts/actor";
import { offeredSecret } from "@/features/accounts/commands";
import { canUseOwnAccount } from "@/features/accounts/policy";
import { listUnnotedRecoveryCodes } from "@/features/accounts/queries";
import { NextPath } from "@/features/accounts/schema";
import { routes } from "@/i18n/routes";
import { describeTotp } from "@/platform/auth/totp";
import { Button } from "@/ui/button";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { QrCode } from "@/ui/qr-code";
import { privateMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { SignInCard } from "../sign-in-card";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "SecondFactor" });
  const session = await currentLoginSession();
  if (session?.codesToNote) return privateMetadata(t("codesTitle"));
  return privateMetadata(session?.secondFactor === "to_show" ? t("showTitle") : t("addTitle"));
}

/** Adds or shows a second factor, or shows recovery codes to note, whichever the session needs. Then redirects. */
export default async function SecondFactorPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const next = NextPath.parse((await searchParams).next) ?? null;
  const session = await currentLoginSession();
  if (!session) redirect(await signInPath(locale, next ?? undefined));
  const t = await getTranslations({ locale, namespace: "SecondFactor" });
  const path = routes.secondFactor(locale);
  const permit = Permit.ask(canUseOwnAccount, session.actor, { userId: session.actor.id });
  const codes = permit && session.codesToNote ? await listUnnotedRecoveryCodes(permit) : null;
  if (codes)
    return (
      <SignInCard locale={locale} path={path} icon={<ListChecks />} title={t("codesTitle")}>
        <p>{t("codesLead")}</p>
        <ul
          dir="ltr"
          className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,12ch),1fr))] gap-2 rounded-field bg-sunk p-(--beside) font-mono text-lg font-semibold"
        >
          {codes.map((code) => (
            <li key={code}>
              {/* Its halves stay whole: large letters put them below one another. */}
              <span className="inline-block">{code.slice(0, 5)}</span>{" "}
              <span className="inline-block">{code.slice(5)}</span>
            </li>
          ))}
        </ul>
        <form action={notedCodesAction.bind(null, locale, next)} className="grid">
          <Button type="submit" className="min-h-14 text-lg">
            {t("codesNoted")}
          </Button>
        </form>
      </SignInCard>
    );
  if (session.secondFactor === "shown") redirect(next ?? routes.me(locale));
  const adding = session.secondFactor !== "to_show";
  const { uri, letters } = describeTotp(offeredSecret(session.loginSessionId), session.actor.email);
  return (
    <SignInCard
      locale={locale}
      path={path}
      icon={adding ? <ShieldPlus /> : <ShieldCheck />}
      title={adding ? t("addTitle") : t("showTitle")}
    >
      {adding ? (
        <>
          <p>{session.secondFactor === "to_add" ? t("addLead") : t("addOptional")}</p>
          <ol className="grid list-decimal gap-4 ps-6">
            <li>{t("addStep1")}</li>
            <li>
              <div className="grid gap-3">
                <span>{t("addStep2")}</span>
                <QrCode text={uri} label={t("qr")} className="w-56 max-w-full" />
                <span className="text-sm text-ink-soft">{t("letters")}</span>
                <code dir="ltr" className="rounded-field bg-sunk p-3 font-mono font-semibold wrap-anywhere">
                  {letters.match(/.{1,4}/g)?.join(" ")}
                </code>
              </div>
            </li>
            <li>{t("addStep3")}</li>
          </ol>
        </>
      ) : (
        <p>{t("showLead")}</p>
      )}
      <Form
        action={secondFactorAction.bind(null, locale, next)}
        initial={initialFormState()}
        steps={[
          {
            id: "code",
            fields: [
              {
                kind: "text",
                name: "code",
                label: t("code"),
                ...(!adding && { hint: t("codeHint") }),
                autoComplete: "one-time-code",
                maxLength: 20,
                ltr: true,
                required: true,
              },
            ],
          },
        ]}
        words={await formLabels(locale, adding ? t("add") : t("show"))}
      />
      {adding ? null : <p className="text-ink-soft">{t("lost")}</p>}
      <form action={signOutAction.bind(null, locale)}>
        <button
          type="submit"
          className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-spruce underline underline-offset-4"
        >
          {t("signOut")}
        </button>
      </form>
    </SignInCard>
  );
}
