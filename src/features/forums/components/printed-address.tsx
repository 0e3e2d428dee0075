import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { LogoMark } from "@/ui/logo";
import { QrCode } from "@/ui/qr-code";

/** Only on paper, for a school's wall: whose page this is, its address, and a QR code. */
export async function PrintedAddress({ locale, url }: { locale: Locale; url: string }) {
  const t = await getTranslations({ locale });
  return (
    <div className="hidden items-center gap-4 border-b-2 border-dashed border-cloudberry pb-3 print:flex">
      <p className="flex shrink-0 items-center gap-2 font-display text-xl font-bold">
        <LogoMark className="size-10" />
        {t("Site.name")}
      </p>
      <div className="ms-auto max-w-sm text-end">
        <p>{t("Forum.qr")}</p>
        <p className="font-semibold">
          <bdi dir="ltr" data-testid="printed-address">
            {url.replace(/^https?:\/\//, "")}
          </bdi>
        </p>
      </div>
      <QrCode text={url} label={t("Forum.qr")} className="w-24 shrink-0 p-0" />
    </div>
  );
}
