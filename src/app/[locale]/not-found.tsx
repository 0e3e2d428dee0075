import type { Route } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { buttonClass } from "@/ui/button";
import { LogoMark } from "@/ui/logo";
import { UnknownAddress } from "../unknown-address";
import { SiteFrame } from "./site-frame";
import { unknownLanguage } from "./unknown-language";

/** For an address, a forum or a link that does not exist: says so in the page's language, and leads on. */
export default async function NotFoundPage() {
  if (unknownLanguage().found) return <UnknownAddress />;
  const locale = (await getLocale()) as Locale;
  const t = await getTranslations({ locale, namespace: "NotFound" });
  return (
    <SiteFrame locale={locale} path="">
      <title>{`${t("title")} · OmaPolku`}</title>
      <div className="mx-auto grid max-w-xl gap-5">
        <LogoMark className="size-16" />
        <h1 className="text-3xl">{t("title")}</h1>
        <p className="text-lg">{t("text")}</p>
        <p>{t("token")}</p>
        <p className="flex flex-wrap gap-3">
          <Link href={`/${locale}/forums` as Route} className={buttonClass("primary")}>
            {t("forums")}
          </Link>
          <Link href={`/${locale}` as Route} className={buttonClass("secondary")}>
            {t("home")}
          </Link>
        </p>
      </div>
    </SiteFrame>
  );
}
