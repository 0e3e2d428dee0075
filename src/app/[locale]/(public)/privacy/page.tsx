import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CONSENT_VERSIONS } from "@/features/registration/schema";
import { routes } from "@/i18n/routes";
import { publicMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { ProsePage } from "../prose-page";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const locale = await localeOf(params);
  const t = await getTranslations({ locale, namespace: "Privacy" });
  return publicMetadata({ title: t("title"), description: t("lead"), address: routes.privacy(locale) });
}

export default async function PrivacyPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const t = await getTranslations({ locale, namespace: "Privacy" });
  return (
    <ProsePage
      locale={locale}
      path={routes.privacy(locale)}
      title={t("title")}
      lead={t("lead")}
      sections={[
        { title: t("whatTitle"), text: t("whatText") },
        { title: t("whyTitle"), text: t("whyText") },
        { title: t("whoTitle"), text: t("whoText") },
        { title: t("sensitiveTitle"), text: t("sensitiveText") },
        { title: t("youngTitle"), text: t("youngText") },
        { title: t("longTitle"), text: t("longText") },
        { title: t("rightsTitle"), text: t("rightsText") },
        { title: t("accountsTitle"), text: t("accountsText") },
        { title: t("cookiesTitle"), text: t("cookiesText") },
        { title: t("controllerTitle"), text: t("controllerText") },
      ]}
    >
      <p className="text-sm text-ink-soft">{t("version", { version: CONSENT_VERSIONS.privacy_notice })}</p>
    </ProsePage>
  );
}
