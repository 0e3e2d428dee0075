import { BellRing } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { formatDateTimeInSentence } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { Names } from "@/i18n/names";
import { Button } from "@/ui/button";
import { answerAction } from "../actions";
import type { TicketView } from "../queries";

/** The people an offer is for, in brackets. */
function For({ locale, names }: { locale: Locale; names: readonly string[] }) {
  return names.length > 0 ? (
    <span className="font-normal">
      (<Names locale={locale} names={names} />)
    </span>
  ) : null;
}

/** The party's open offers, each with a yes and a no. Opening the page or a link answers nothing. */
export async function Offers({ locale, ticket }: { locale: Locale; ticket: TicketView }) {
  const t = await getTranslations({ locale, namespace: "Ticket" });
  const sessions = new Map(ticket.forum.sessions.map((session) => [session.id, session.text]));
  return ticket.offers.map((offer) => (
    <section
      key={offer.id}
      aria-labelledby={`offer-${offer.id}`}
      className="grid gap-4 rounded-card border-2 border-cloudberry bg-cloudberry-soft p-5 text-on-cloudberry"
    >
      <h2 id={`offer-${offer.id}`} className="flex items-center gap-3 text-xl">
        <BellRing aria-hidden className="size-8 shrink-0" />
        {t("offerTitle")}
      </h2>
      <ul className="list-disc ps-6 font-semibold">
        {offer.seats ? (
          <li>
            {t("offerSeats")} <For locale={locale} names={offer.seatsFor} />
          </li>
        ) : null}
        {offer.sessionIds.map((id) => {
          const text = sessions.get(id);
          return (
            <li key={id}>
              {t("offerTable")} <bdi {...languageOf(text?.locale ?? locale, locale)}>{text?.title}</bdi>{" "}
              <For locale={locale} names={offer.tablesFor[id] ?? []} />
            </li>
          );
        })}
        {offer.childcare ? <li>{t("offerChildcare")}</li> : null}
      </ul>
      <p>{t("offerUntil", { until: formatDateTimeInSentence(locale, offer.expiresAt) })}</p>
      <div className="flex flex-wrap gap-3">
        <form action={answerAction.bind(null, locale, ticket.token, offer.id, "accept")}>
          <Button type="submit" className="min-h-14 text-lg">
            {t("offerAccept")}
          </Button>
        </form>
        <form action={answerAction.bind(null, locale, ticket.token, offer.id, "decline")}>
          <Button type="submit" kind="danger" className="min-h-14">
            {t("offerDecline")}
          </Button>
        </form>
      </div>
      {offer.endsAll ? <p className="text-sm">{t("offerDeclineHint")}</p> : null}
    </section>
  ));
}
