import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { stopLaterForumsAction } from "@/features/privacy/actions";
import { wantsLaterForums } from "@/features/privacy/queries";
import { routes } from "@/i18n/routes";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { PageHelp } from "@/ui/help-context";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";
import { SiteFrame } from "../../../site-frame";

interface Props {
  params: Promise<{ locale: string; token: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "LaterForums" });
  return privateMetadata(t("title"));
}

/** Stops messages about later forums, even long after the registration itself is gone. */
export default async function LaterForumsPage({ params }: Props) {
  const locale = await localeOf(params);
  const { token } = await params;
  const hears = await wantsLaterForums(token);
  if (hears === null) notFound();
  const t = await getTranslations({ locale, namespace: "LaterForums" });
  return (
    <SiteFrame locale={locale} path={routes.laterForums(locale, token)}>
      <Card className="mx-auto grid max-w-2xl gap-5">
        <h1 className="text-2xl">{t("title")}</h1>
        <p>{hears ? t("hears") : t("stopped")}</p>
        <PageHelp />
        {hears ? (
          <form action={stopLaterForumsAction.bind(null, locale, token)}>
            <Button type="submit" kind="danger">
              {t("stop")}
            </Button>
          </form>
        ) : null}
        <p>
          <TextLink href={routes.forums(locale)} className="inline-flex min-h-11 items-center">
            {t("forums")}
          </TextLink>
        </p>
      </Card>
    </SiteFrame>
  );
}
