import "server-only";
import { LifeBuoy } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { operator } from "@/platform/operator";
import { type HelpContact, HelpLine } from "@/ui/help-line";

/** Who helps if the page belongs to no forum: the portal's operator. */
export function portalHelp(): HelpContact {
  const { phone, email } = operator();
  return { phone, email };
}

/** The line that says whom to ask for help: a forum's contact, or the portal's. */
export async function Help({ locale, contact = portalHelp() }: { locale: Locale; contact?: HelpContact | undefined }) {
  const t = await getTranslations({ locale, namespace: "Site" });
  return (
    <HelpLine
      text={t("help")}
      contact={contact}
      icon={<LifeBuoy aria-hidden className="size-5 shrink-0 text-spruce" />}
    />
  );
}
