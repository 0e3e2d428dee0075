import { getTranslations } from "next-intl/server";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { formatWhere } from "@/features/forums/rules";
import { NoPhotos } from "@/features/registration/components/no-photos";
import { registrationStatusWords, seatWords } from "@/features/registration/components/status-words";
import { TicketCode } from "@/features/registration/components/ticket-code";
import { formatList } from "@/i18n/formatting";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { TextLink } from "@/ui/text-link";
import { SiteFrame } from "../../../../site-frame";
import { LinkToCopy } from "../../../personal-link";
import { readTicket, type TicketProps, ticketMetadata } from "../read-ticket";

export const dynamic = "force-dynamic";
export const generateMetadata = (props: TicketProps) => ticketMetadata(props, (t) => t("Ticket.slipTitle"));

/** The ticket on paper, for a family without an address: in the page's language, half a sheet, black on white. */
export default async function SlipPage(props: TicketProps) {
  const { locale, ticket } = await readTicket(props);
  const [t, states, seatOf] = await Promise.all([
    getTranslations({ locale, namespace: "Ticket" }),
    registrationStatusWords(locale),
    seatWords(locale, ticket),
  ]);
  const { forum } = ticket;
  const path = routes.ticket(locale, ticket.token);
  return (
    <SiteFrame locale={locale} path={routes.slip(locale, ticket.token)}>
      <div className="mx-auto grid max-w-2xl gap-6">
        <div className="grid gap-2 print:hidden">
          <h1 className="text-2xl">{t("slipTitle")}</h1>
          <p>{t("slipText")}</p>
          <p>
            <TextLink href={path} className="inline-flex min-h-11 items-center">
              {t("slipTicket")}
            </TextLink>
          </p>
        </div>
        <section
          aria-label={t("slipTitle")}
          className="grid gap-4 rounded-card border-2 border-dashed border-edge bg-surface p-4 sm:grid-cols-[1fr_11rem] sm:p-6"
        >
          <div className="grid content-start gap-2">
            <p className="font-semibold">{states[ticket.status].title}</p>
            <p className="font-display text-xl font-bold" {...languageOf(forum.text.locale, locale)}>
              <Terms locale={forum.text.locale}>{forum.text.title}</Terms>
            </p>
            <p>
              <ForumWhen locale={locale} startsAt={forum.startsAt} endsAt={forum.endsAt} />
            </p>
            <p lang="fi">
              <bdi>{formatWhere(forum)}</bdi>
            </p>
            <p>
              <bdi>
                {formatList(
                  locale,
                  ticket.people.map((person) => [person.name, seatOf(person)].filter(Boolean).join(": ")),
                )}
              </bdi>{" "}
              {ticket.consents.some(({ kind, withdrawnAt }) => kind === "photos" && !withdrawnAt) ? null : (
                <NoPhotos locale={locale} />
              )}
            </p>
            <p className="flex flex-wrap gap-x-3">
              {[forum.contact.name, forum.contact.phone].filter(Boolean).map((part) => (
                <bdi key={part}>{part}</bdi>
              ))}
            </p>
          </div>
          <TicketCode locale={locale} slug={forum.slug} code={ticket.code} seated={ticket.status === "confirmed"} />
          <div className="grid gap-1 border-t border-line pt-3 text-sm sm:col-span-2">
            <p>{t("slipLink")}</p>
            <LinkToCopy locale={locale} path={path} />
          </div>
        </section>
      </div>
    </SiteFrame>
  );
}
