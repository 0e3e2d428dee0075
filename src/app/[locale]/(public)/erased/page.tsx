import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { routes } from "@/i18n/routes";
import { Card } from "@/ui/card";
import { TextLink } from "@/ui/text-link";
import { unlistedMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { SiteFrame } from "../../site-frame";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "MyData" });
  return unlistedMetadata(t("erasedTitle"));
}

/** Shown after an erasure, when there is no ticket to go back to. */
export default async function ErasedPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const t = await getTranslations({ locale, namespace: "MyData" });
  return (
    <SiteFrame locale={locale} path={routes.erased(locale)}>
      <Card className="mx-auto grid max-w-2xl gap-4">
        <h1 className="text-2xl">{t("erasedTitle")}</h1>
        <p>{t("erasedText")}</p>
        <p>
          <TextLink href={routes.forums(locale)} className="inline-flex min-h-11 items-center">
            {t("forums")}
          </TextLink>
        </p>
      </Card>
    </SiteFrame>
  );
}
