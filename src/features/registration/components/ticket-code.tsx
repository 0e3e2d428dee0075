import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { QrCode } from "@/ui/qr-code";

/** The text of a ticket's QR code. */
export function codeAtDoor(locale: Locale, slug: string, code: string): string {
  return `${env().APP_URL}${routes.codeAtDoor(locale, slug, code)}`;
}

/**
 * A registration's code, to say at the door, and the same as a QR code, to show there. It is safe to photograph: it
 * holds the forum and the code, and never the private link (docs/decisions/026). They stand side by side if there is
 * room, otherwise below each other: the QR code always has the size that cameras need, and the letters, even the widest
 * five, take the rest. Without a seat there is nothing to show at the door.
 */
export async function TicketCode({
  locale,
  slug,
  code,
  seated,
}: {
  locale: Locale;
  slug: string;
  code: string;
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
      <QrCode text={codeAtDoor(locale, slug, code)} label={t("qr")} className="w-[136px] shrink-0" />
    </div>
  );
}
