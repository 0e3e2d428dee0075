import {
  CalendarPlus,
  CircleX,
  Hourglass,
  ImageDown,
  Pencil,
  Printer,
  ShieldCheck,
  UsersRound,
  Video,
} from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ForumController } from "@/features/forums/components/controller";
import { ForumChanges } from "@/features/forums/components/forum-changes";
import { meetsOnline, takesRegistrations } from "@/features/forums/rules";
import { listGroupsOfForum } from "@/features/groups/queries";
import { queueAgainAction, renewLinkAction } from "@/features/registration/actions";
import { noteTicketOpened } from "@/features/registration/commands";
import { Offers } from "@/features/registration/components/offers";
import { Ticket, ticketBanner } from "@/features/registration/components/ticket";
import type { TicketView } from "@/features/registration/queries";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { type Address, routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Button, buttonClass } from "@/ui/button";
import { ContactLine } from "@/ui/contact-line";
import { FlashMessage } from "@/ui/flash-message";
import { Link } from "@/ui/link";
import { Notice } from "@/ui/notice";
import { TEXT_LINK } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { SiteFrame } from "../../../site-frame";
import { KeptLink, RefusedAddresses, RenewLink } from "../../personal-link";
import { readTicket, type TicketProps } from "./read-ticket";

export const dynamic = "force-dynamic";
export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, ticket } = await readTicket(props);
  return privateMetadata((await ticketBanner(locale, ticket)).title, ticket.forum.text.title);
}

interface Props extends TicketProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The confirmation of a registration, and later the place to see, change and cancel it. */
export default async function TicketPage(props: Props) {
  const { locale, ticket } = await readTicket(props);
  const { done } = await props.searchParams;
  const [t, labels, back] = await Promise.all([
    getTranslations({ locale, namespace: "Ticket" }),
    getTranslations({ locale, namespace: "Forum" }),
    getTranslations({ locale, namespace: "Register" }),
  ]);
  const { forum } = ticket;
  const refused = [
    ...(ticket.email && ticket.emailRefusedAt ? [ticket.email] : []),
    ...(ticket.phone && ticket.phoneRefusedAt ? [ticket.phone] : []),
  ];
  // Somebody who reads this has been reached, so staff can stop looking.
  if (refused.length > 0) await noteTicketOpened(ticket.token);
  const path = routes.ticket(locale, ticket.token);
  const active = ticket.status !== "cancelled" && forum.state !== "cancelled" && forum.state !== "past";
  return (
    <SiteFrame locale={locale} path={path} slim>
      <div className="mx-auto grid max-w-2xl gap-5 sm:gap-6">
        {active ? (
          <FlashMessage
            done={done}
            messages={{
              changed: t("changed"),
              accept: t("accepted"),
              decline: t("declined"),
              renewed: t("renewed"),
              renew_many: { text: t("renewMany"), tone: "care" },
              offer_over: { text: t("offerOver"), tone: "care" },
            }}
          />
        ) : null}
        {active && refused.length > 0 ? (
          <RefusedAddresses addresses={refused} title={t("refusedTitle")} text={t("refusedText")} />
        ) : null}
        {ticket.released ? <Notice tone="care">{t("releasedText")}</Notice> : null}
        {active ? <Offers locale={locale} ticket={ticket} /> : null}
        {active ? <ForumChanges locale={locale} changes={forum.changes} /> : null}
        <Ticket locale={locale} ticket={ticket} />
        {ticket.status === "confirmed" && meetsOnline(forum) ? (
          <MeetingLink locale={locale} onlineUrl={ticket.onlineUrl} />
        ) : null}
        {active ? <TicketWays locale={locale} ticket={ticket} /> : null}
        {active && hasLapsed(ticket) && forum.startsAt > new Date() ? (
          <form action={queueAgainAction.bind(null, locale, ticket.token)} className="grid gap-2 print:hidden">
            <p>{t("queueAgainText")}</p>
            <p>
              <Button type="submit" kind="secondary">
                <Hourglass aria-hidden className="size-5" />
                {t("queueAgain")}
              </Button>
            </p>
          </form>
        ) : null}
        {ticket.status === "cancelled" && takesRegistrations(forum.state) ? (
          <p>
            <Link href={routes.register(locale, forum.slug)} className={buttonClass("secondary")}>
              {t("again")}
            </Link>
          </p>
        ) : null}
        {active ? (
          <RenewLink
            action={renewLinkAction.bind(null, locale, ticket.token)}
            title={t("renewTitle")}
            text={t("renewText")}
            button={t("renew")}
          />
        ) : null}
        <GroupsForParty locale={locale} ticket={ticket} />
        <p className="print:hidden">
          <TicketLink
            href={routes.ticketData(locale, ticket.token)}
            icon={<ShieldCheck aria-hidden className="size-5" />}
          >
            {t("myData")}
          </TicketLink>
        </p>
        <div className="grid gap-1">
          <h2 className="text-lg">{labels("contact")}</h2>
          <ContactLine {...forum.contact} />
          <p>
            <Link href={routes.forum(locale, forum.slug)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
              {back("back")}
            </Link>
          </p>
        </div>
        <div className="print:hidden">
          <ForumController locale={locale} forum={forum} />
        </div>
      </div>
    </SiteFrame>
  );
}

/** What the party can do with a ticket that is valid: keep it, change it, cancel it, and put its day into a calendar. */
async function TicketWays({ locale, ticket }: { locale: Locale; ticket: TicketView }) {
  const [t, labels] = await Promise.all([
    getTranslations({ locale, namespace: "Ticket" }),
    getTranslations({ locale, namespace: "Forum" }),
  ]);
  const { forum } = ticket;
  return (
    <div className="grid gap-4 print:hidden">
      {ticket.status === "confirmed" ? (
        <p>
          <a
            href={routes.ticketPicture(locale, ticket.token)}
            download={`omapolku-${ticket.code}.png`}
            className={buttonClass("secondary")}
          >
            <ImageDown aria-hidden className="size-5" />
            {t("savePicture")}
          </a>
        </p>
      ) : null}
      <KeptLink locale={locale} path={routes.ticket(locale, ticket.token)} text={t("keep")} />
      {ticket.email && !ticket.emailRefusedAt ? (
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
          <Link href={routes.changeTicket(locale, ticket.token)} className={buttonClass("secondary")}>
            <Pencil aria-hidden className="size-5" />
            {t("change")}
          </Link>
        ) : null}
        <Link href={routes.cancelTicket(locale, ticket.token)} className={buttonClass("danger")}>
          <CircleX aria-hidden className="size-5" />
          {t("cancel")}
        </Link>
      </p>
      <p>
        <a
          href={routes.forumCalendar(locale, forum.slug)}
          className={`${TEXT_LINK} inline-flex min-h-11 items-center gap-2`}
        >
          <CalendarPlus aria-hidden className="size-5" />
          {labels("calendar")}
        </a>
      </p>
      <p className="flex flex-wrap gap-x-6">
        <TicketLink href={routes.slip(locale, ticket.token)} icon={<Printer aria-hidden className="size-5" />}>
          {t("print")}
        </TicketLink>
      </p>
    </div>
  );
}

/** Groups of the party's languages and of the forum's place. Nothing if there are none. */
async function GroupsForParty({ locale, ticket: { forum, people } }: { locale: Locale; ticket: TicketView }) {
  const groups = await listGroupsOfForum(locale, {
    forumId: forum.id,
    languages: [...new Set(people.map(({ language }) => language))],
    place: forum.place,
  });
  if (groups.length === 0) return null;
  const t = await getTranslations({ locale, namespace: "Ticket" });
  return (
    <section aria-labelledby="groups" className="grid gap-1 rounded-card bg-moss p-4 text-on-moss sm:p-5 print:hidden">
      <h2 id="groups" className="flex items-center gap-2.5 text-lg">
        <UsersRound aria-hidden className="size-5 shrink-0" />
        {t("groups")}
      </h2>
      <p>{t("groupsText")}</p>
      <ul>
        {groups.map(({ slug, text }) => (
          <li key={slug}>
            <Link
              href={routes.group(locale, slug)}
              className="inline-flex min-h-11 items-center font-semibold text-on-moss underline underline-offset-4"
              {...languageOf(text.locale, locale)}
            >
              <span>
                <Terms locale={text.locale}>{text.title}</Terms>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The link to the meeting of an online forum, for people who hold a seat. */
async function MeetingLink({ locale, onlineUrl }: { locale: Locale; onlineUrl: string | null }) {
  const t = await getTranslations({ locale, namespace: "Ticket" });
  if (!onlineUrl) return <Notice>{t("joinLater")}</Notice>;
  return (
    <div className="grid gap-2">
      <p className="print:hidden">
        <a href={onlineUrl} rel="noreferrer" className={buttonClass("primary", "min-h-14 w-full text-lg")}>
          <Video aria-hidden className="size-6" />
          {t("join")}
        </a>
      </p>
      <p className="text-sm text-ink-soft">
        {t("joinHint")}{" "}
        <bdi dir="ltr" className="break-all">
          {onlineUrl}
        </bdi>
      </p>
    </div>
  );
}

/** Whether the party let an offer lapse. It may queue again. */
function hasLapsed({ people, childcare }: TicketView): boolean {
  return (
    childcare.status === "lapsed" ||
    people.some(({ seat, sessions }) => seat === "lapsed" || sessions.some(({ status }) => status === "lapsed"))
  );
}

function TicketLink({ href, icon, children }: { href: Address; icon: ReactNode; children: ReactNode }) {
  return (
    <Link href={href} className={`${TEXT_LINK} inline-flex min-h-11 items-center gap-2`}>
      {icon}
      {children}
    </Link>
  );
}
