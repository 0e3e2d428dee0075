import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import { env } from "@/platform/env";
import { LogoMark } from "@/ui/logo";

/** Heads the paper of a page, which has no header of the site. */
export async function PrintedHead({ locale }: { locale: Locale }) {
  const t = await getTranslations({ locale, namespace: "Site" });
  return (
    <p className="hidden items-center gap-2 pb-4 font-display text-xl font-bold print:flex">
      <LogoMark className="size-10" />
      {t("name")}
    </p>
  );
}

/** Ends the paper of a page: where it is on the web. */
export function PrintedAddress({ path }: { path: Address }) {
  return (
    <p className="hidden pt-6 text-sm print:block">
      <bdi dir="ltr">{`${env().APP_URL}${path}`.replace(/^https?:\/\//, "")}</bdi>
    </p>
  );
}
