import "server-only";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import type { TagTone } from "@/ui/tag";
import type { TicketView } from "../queries";

/** What each state of a registration is called, on the ticket, on paper and in lists alike, and the tone it is told in. */
export async function registrationStatusWords(
  locale: Locale,
): Promise<Record<TicketView["status"], { title: string; tone: TagTone }>> {
  const t = await getTranslations({ locale, namespace: "Ticket" });
  return {
    confirmed: { title: t("confirmedTitle"), tone: "good" },
    waiting: { title: t("waitingTitle"), tone: "care" },
    offered: { title: t("offeredTitle"), tone: "care" },
    lapsed: { title: t("lapsedTitle"), tone: "plain" },
    cancelled: { title: t("cancelledTitle"), tone: "plain" },
  };
}
