import { BellRing } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { ButtonLink } from "@/ui/button-link";
import type { WishPresetSchema } from "../schema";

/** Leads to where somebody asks to be told when there is a group for them. */
export async function WishInvitation({
  locale,
  preset: { language, place, kind },
}: {
  locale: Locale;
  preset: WishPresetSchema;
}) {
  const t = await getTranslations({ locale, namespace: "GroupWish" });
  return (
    <div className="grid justify-items-start gap-3 rounded-card border-2 border-dashed border-line p-4 print:hidden">
      <p className="flex items-start gap-3">
        <BellRing aria-hidden className="mt-0.5 size-6 shrink-0 text-spruce" />
        <span>{t("inviteText")}</span>
      </p>
      <ButtonLink href={routes.newGroupWish(locale, { language, place, kind })}>{t("invite")}</ButtonLink>
    </div>
  );
}
