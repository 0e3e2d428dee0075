import { DoorOpen } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signInLinkAction } from "@/features/accounts/actions";
import { findPendingSignInByLink } from "@/features/accounts/queries";
import { problemPath, wrongLink } from "@/features/accounts/sign-in";
import { routes } from "@/i18n/routes";
import { Button } from "@/ui/button";
import { PageHelp } from "@/ui/help-context";
import { privateMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";
import { SignInCard } from "../../sign-in-card";

interface Props {
  params: Promise<{ locale: string; token: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "SignIn" });
  return privateMetadata(t("linkTitle"));
}

/** The target of the mail's link. Signing in takes one more press, because mail programs open links too. */
export default async function SignInLinkPage({ params }: Props) {
  const locale = await localeOf(params);
  const { token } = await params;
  const pending = await findPendingSignInByLink(token);
  if (!pending) redirect(problemPath(locale, await wrongLink()));
  const t = await getTranslations({ locale, namespace: "SignIn" });
  return (
    <SignInCard locale={locale} path={routes.signInLink(locale, token)} icon={<DoorOpen />} title={t("linkTitle")}>
      <p>
        {t.rich("linkLead", {
          email: pending.email,
          b: (text) => (
            <bdi dir="ltr" className="font-semibold wrap-anywhere">
              {text}
            </bdi>
          ),
        })}
      </p>
      <PageHelp />
      <form action={signInLinkAction.bind(null, locale, token)} className="grid">
        <Button type="submit" className="min-h-14 text-lg">
          {t("signIn")}
        </Button>
      </form>
    </SignInCard>
  );
}
