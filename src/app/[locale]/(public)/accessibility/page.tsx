import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { routes } from "@/i18n/routes";
import { publicMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { ProsePage } from "../prose-page";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const locale = await localeOf(params);
  const t = await getTranslations({ locale, namespace: "Accessibility" });
  return publicMetadata({ title: t("title"), description: t("lead"), address: routes.accessibility(locale) });
}

export default async function AccessibilityPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const t = await getTranslations({ locale, namespace: "Accessibility" });
  return (
    <ProsePage
      locale={locale}
      path={routes.accessibility(locale)}
      title={t("title")}
      lead={t("lead")}
      sections={[
        { title: t("stateTitle"), text: t("stateText") },
        { title: t("gapsTitle"), text: t("gapsText") },
        { title: t("tellTitle"), text: t("tellText") },
        { title: t("lawTitle"), text: t("lawText") },
      ]}
    />
  );
}
