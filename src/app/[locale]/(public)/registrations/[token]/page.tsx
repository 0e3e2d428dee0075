import { CalendarPlus, CircleX, Pencil } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { takesRegistrations } from "@/features/forums/rules";
import { Ticket } from "@/features/registration/components/ticket";
import { env } from "@/platform/env";
import { buttonClass } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { TEXT_LINK, TextLink } from "@/ui/text-link";
import { SiteFrame } from "../../../site-frame";
import { readTicket, type TicketProps, ticketMetadata } from "./read-ticket";

export const dynamic = "force-dynamic";
export const generateMetadata = ticketMetadata;

interface Props extends TicketProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The confirmation, and later the place to see, change and cancel. */
export default async function TicketPage(props: Props) {
  const { locale, ticket } = await readTicket(props);
  const { changed } = await props.searchParams;
  const [t, labels, back] = await Promise.all([
    getTranslations({ locale, namespace: "Ticket" }),
    getTranslations({ locale, namespace: "Forum" }),
    getTranslations({ locale, namespace: "Register" }),
  ]);
  const { forum } = ticket;
  const path = `/registrations/${ticket.token}` as const;
  const active = ticket.status !== "cancelled" && forum.state !== "cancelled" && forum.state !== "past";
  return (
    <SiteFrame locale={locale} path={path}>
      <div className="mx-auto grid max-w-2xl gap-6">
        {changed && active ? (
          <div role="status">
            <Notice tone="good">{t("changed")}</Notice>
          </div>
        ) : null}
        <Ticket locale={locale} ticket={ticket} url={`${env().APP_URL}/${locale}${path}`} />
        {active ? (
          <div className="grid gap-4 print:hidden">
            <p>{t("keep")}</p>
            {ticket.email ? (
              <p>
                {t.rich("sentTo", {
                  email: ticket.email,
                  b: (text) => (
                    <bdi dir="ltr" className="font-semibold">
                      {text}
                    </bdi>
                  ),
                })}
              </p>
            ) : null}
            <p className="flex flex-wrap gap-3">
              {takesRegistrations(forum.state) ? (
                <Link href={`/${locale}${path}/change` as Route} prefetch={false} className={buttonClass("secondary")}>
                  <Pencil aria-hidden className="size-5" />
                  {t("change")}
                </Link>
              ) : null}
              <Link href={`/${locale}${path}/cancel` as Route} prefetch={false} className={buttonClass("danger")}>
                <CircleX aria-hidden className="size-5" />
                {t("cancel")}
              </Link>
            </p>
            <p>
              <a
                href={`/${locale}/forums/${forum.slug}/calendar.ics`}
                className={`${TEXT_LINK} inline-flex min-h-11 items-center gap-2`}
              >
                <CalendarPlus aria-hidden className="size-5" />
                {labels("calendar")}
              </a>
            </p>
          </div>
        ) : null}
        {ticket.status === "cancelled" && takesRegistrations(forum.state) ? (
          <p>
            <Link
              href={`/${locale}/forums/${forum.slug}/register` as Route}
              prefetch={false}
              className={buttonClass("secondary")}
            >
              {t("again")}
            </Link>
          </p>
        ) : null}
        <div className="grid gap-1">
          <h2 className="text-lg">{labels("contact")}</h2>
          <p className="flex flex-wrap gap-x-6">
            <bdi className="inline-flex min-h-11 items-center">{forum.contact.name}</bdi>
            {forum.contact.phone ? (
              <TextLink
                href={`tel:${forum.contact.phone.replace(/[^+\d]/g, "")}`}
                className="inline-flex min-h-11 items-center"
              >
                <bdi dir="ltr">{forum.contact.phone}</bdi>
              </TextLink>
            ) : null}
            <TextLink href={`mailto:${forum.contact.email}`} className="inline-flex min-h-11 items-center">
              <bdi dir="ltr">{forum.contact.email}</bdi>
            </TextLink>
          </p>
          <p>
            <Link href={`/${locale}/forums/${forum.slug}` as Route} className={TEXT_LINK}>
              {back("back")}
            </Link>
          </p>
        </div>
      </div>
    </SiteFrame>
  );
}
