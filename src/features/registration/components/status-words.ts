import "server-only";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import type { TagTone } from "@/ui/tag";
import type { TicketView } from "../queries";

/** What each state means for a person's seat, of a party whose people are all seated alike. */
const SEAT_OF = { confirmed: "held", offered: "offered", waiting: "waiting", lapsed: "lapsed" } as const;

/** What a person's seat is called where it stands otherwise than their party's state says; null where it does not. */
export async function seatWords(
  locale: Locale,
  { status }: TicketView,
): Promise<(person: TicketView["people"][number]) => string | null> {
  const t = await getTranslations({ locale, namespace: "Ticket" });
  const words = { held: null, offered: t("personOffered"), waiting: t("personWaits"), lapsed: t("personLapsed") };
  return ({ seat }) => (status === "cancelled" || SEAT_OF[status] === seat ? null : words[seat]);
}

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
