import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { QrCode } from "@/ui/qr-code";

/**
 * A registration's code, to say at the door, and the QR code that opens `url`, to show there. They stand side by side
 * if there is room, otherwise below each other: the QR code always has the size that cameras need, and the letters,
 * even the widest five, take the rest. Without a seat there is nothing to show at the door.
 */
export async function TicketCode({
  locale,
  code,
  url,
  seated,
}: {
  locale: Locale;
  code: string;
  url: string;
  seated: boolean;
}) {
  const t = await getTranslations({ locale, namespace: "Ticket" });
  return (
    <div className="flex flex-wrap content-start items-center gap-3">
      <div className="@container min-w-0 grow basis-26">
        <p className="text-sm leading-snug">{t("code")}</p>
        <p className="font-display text-[length:min(19cqi,3rem)] leading-tight font-bold tracking-wide">
          <bdi dir="ltr" data-testid="code">
            {code}
          </bdi>
        </p>
        <p className="text-sm leading-snug">{seated ? t("codeHint") : t("codeHintWaiting")}</p>
      </div>
      <QrCode text={url} label={t("qr")} className="w-[136px] shrink-0" />
    </div>
  );
}
