import "server-only";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import type { TagTone } from "@/ui/tag";
import type { TicketView } from "../queries";

/** The status of a person's seat if all people in the party have the same. */
const SEAT_OF = { confirmed: "held", offered: "offered", waiting: "waiting", lapsed: "lapsed" } as const;

/** The words for a person's seat if its status differs from the party's; null otherwise. */
export async function seatWords(
  locale: Locale,
  { status }: TicketView,
): Promise<(person: TicketView["people"][number]) => string | null> {
  const t = await getTranslations({ locale, namespace: "Ticket" });
  const words = { held: null, offered: t("personOffered"), waiting: t("personWaits"), lapsed: t("personLapsed") };
  return ({ seat }) => (status === "cancelled" || SEAT_OF[status] === seat ? null : words[seat]);
}

/** The words and tone for each status of a registration, on the ticket, on paper and in lists. */
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
