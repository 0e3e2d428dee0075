import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { QrCode } from "@/ui/qr-code";

/**
 * A registration's code, to be said at the door, and the QR code that opens `url`, to be shown there. Beside each other
 * where there is room, else below each other: the QR code is as large as a camera wants it, whatever the text's size, and
 * the letters take the room that is left, the widest five of them too. Without a seat there is nothing to show at the door.
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
