import { CameraOff } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";

/** The mark beside the name of someone who has not agreed to be in photos. */
export async function NoPhotos({ locale }: { locale: Locale }) {
  const t = await getTranslations({ locale, namespace: "Ticket" });
  return (
    <span className="inline-flex items-center gap-1 rounded-full border border-line px-2 text-sm whitespace-nowrap">
      <CameraOff aria-hidden className="size-4" />
      {t("noPhotos")}
    </span>
  );
}
