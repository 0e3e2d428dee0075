import { Baby, BellRing, CalendarDays, CircleCheck, CircleX, Hourglass, MapPin, Users, Video } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { formatList, formatTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Terms } from "@/i18n/terms";
import { SummaryListItem } from "@/ui/summary-list-item";
import type { TicketView } from "../queries";
import { registrationStatusWords, seatWords } from "./status-words";
import { TicketCode } from "./ticket-code";

const CHILDCARE_WORDS = {
  held: "childcareConfirmed",
  offered: "childcareOffered",
  waiting: "childcareWaiting",
  lapsed: "childcareLapsed",
} as const;

/** Made to be photographed: status, code, people, time and place on one phone screen. */
export async function Ticket({ locale, ticket }: { locale: Locale; ticket: TicketView }) {
  const [t, { icon, title, text, tone }, labels, promises, seatOf] = await Promise.all([
    getTranslations({ locale, namespace: "Ticket" }),
    ticketBanner(locale, ticket),
    getTranslations({ locale, namespace: "Forum" }),
    getTranslations({ locale, namespace: "Promises" }),
    seatWords(locale, ticket),
  ]);
  const { forum } = ticket;
  const tableWords = { held: null, offered: t("tableOffered"), waiting: t("tableWaits"), lapsed: t("tableLapsed") };
  const off = ticket.status === "cancelled" || forum.state === "cancelled" || forum.state === "past";
  const titles = new Map(forum.sessions.map((session) => [session.id, session]));
  const ages = formatList(locale, ticket.childcare.ages.map(String));
  const children = { count: ticket.childcare.ages.length, ages };
  return (
    <section
      aria-labelledby="ticket-title"
      className="rounded-card border-2 border-spruce bg-surface shadow-card [&:not(:lang(ar))]:leading-snug"
    >
      <div
        className={`flex items-center gap-3 rounded-t-[calc(var(--radius-card)-2px)] px-4 py-2 sm:px-6 sm:py-3 ${tone}`}
      >
        {icon}
        <div className="min-w-0">
          <h1 id="ticket-title" className="text-2xl leading-tight">
            {title}
          </h1>
          <p className="text-sm sm:text-base">{text}</p>
        </div>
      </div>
      {off ? null : (
        <div className="border-b-2 border-dashed border-edge bg-cloudberry-soft px-4 py-3 text-on-cloudberry sm:px-6 sm:py-4">
          <TicketCode locale={locale} slug={forum.slug} code={ticket.code} seated={ticket.status === "confirmed"} />
        </div>
      )}
      <div className="grid gap-2.5 px-4 pt-2.5 pb-4 sm:gap-5 sm:px-6 sm:pt-5 sm:pb-6">
        <p
          className="font-display text-lg leading-tight font-bold sm:text-xl"
          {...languageOf(forum.text.locale, locale)}
        >
          <Terms locale={forum.text.locale}>{forum.text.title}</Terms>
        </p>
        <dl className="grid gap-1.5 sm:grid-cols-2 sm:gap-4">
          <SummaryListItem icon={<CalendarDays aria-hidden />} label={labels("when")} compact>
            <ForumWhen locale={locale} startsAt={forum.startsAt} endsAt={forum.endsAt} oneLine />
          </SummaryListItem>
          <SummaryListItem
            icon={forum.online ? <Video aria-hidden /> : <MapPin aria-hidden />}
            label={labels("where")}
            compact
          >
            <bdi lang="fi">{forum.venueName}</bdi>
            {forum.address && !forum.online ? (
              <>
                <br />
                <bdi lang="fi" className="font-normal">
                  {forum.address}
                </bdi>
              </>
            ) : null}
          </SummaryListItem>
          <SummaryListItem icon={<Users aria-hidden />} label={t("people")} compact>
            <ul>
              {ticket.people.map((person, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two people of a party may share a name
                <li key={n}>
                  <bdi>{person.name}</bdi>
                  <span className="font-normal">
                    {" · "}
                    <bdi lang={person.language}>{SPOKEN_LANGUAGES[person.language].name}</bdi>
                    {off || !seatOf(person) ? "" : ` · ${seatOf(person)}`}
                  </span>
                  {off || !person.promise ? null : (
                    <span className="block text-sm font-normal text-ink-soft">{promises(person.promise)}</span>
                  )}
                  {off
                    ? null
                    : person.sessions.map(({ id, status }) => {
                        const session = titles.get(id);
                        return session ? (
                          <span key={id} className="block text-sm font-normal text-ink-soft">
                            <bdi dir="ltr">{formatTime(session.startsAt)}</bdi>{" "}
                            <bdi {...languageOf(session.text?.locale ?? locale, locale)}>{session.text?.title}</bdi>
                            {tableWords[status] ? ` · ${tableWords[status]}` : ""}
                          </span>
                        ) : null;
                      })}
                </li>
              ))}
            </ul>
          </SummaryListItem>
          {ticket.childcare.status === "none" || off ? null : (
            <SummaryListItem icon={<Baby aria-hidden />} label={t("childcare")} compact>
              {t(CHILDCARE_WORDS[ticket.childcare.status], children)}
            </SummaryListItem>
          )}
        </dl>
      </div>
    </section>
  );
}

interface Banner {
  icon: ReactNode;
  title?: string;
  text: string;
  tone: string;
}

/** The ticket's banner: the title of the registration's status, unless the forum's state says more. */
export async function ticketBanner(locale: Locale, ticket: TicketView) {
  const [t, states] = await Promise.all([
    getTranslations({ locale, namespace: "Ticket" }),
    registrationStatusWords(locale),
  ]);
  return { title: states[ticket.status].title, ...banner(ticket, t) };
}

function banner(ticket: TicketView, t: Awaited<ReturnType<typeof getTranslations<"Ticket">>>): Banner {
  const big = "size-9 shrink-0 sm:size-10";
  if (ticket.status === "cancelled")
    return {
      icon: <CircleX aria-hidden className={big} />,
      text: t("cancelledText"),
      tone: "bg-sunk text-ink",
    };
  if (ticket.forum.state === "cancelled")
    return {
      icon: <CircleX aria-hidden className={big} />,
      title: t("forumCancelledTitle"),
      text: t("forumCancelledText"),
      tone: "bg-lingon-soft text-ink",
    };
  if (ticket.forum.state === "past")
    return {
      icon: <CircleCheck aria-hidden className={big} />,
      title: t("pastTitle"),
      text: ticket.status === "confirmed" ? t("pastText") : t("pastWithoutPlace"),
      tone: "bg-sunk text-ink",
    };
  if (ticket.status === "offered")
    return {
      icon: <BellRing aria-hidden className={big} />,
      text: t("offeredText"),
      tone: "bg-cloudberry-soft text-on-cloudberry",
    };
  if (ticket.status === "lapsed")
    return {
      icon: <CircleX aria-hidden className={big} />,
      text: ticket.forum.startsAt > new Date() ? `${t("lapsedText")} ${t("lapsedAgain")}` : t("lapsedText"),
      tone: "bg-sunk text-ink",
    };
  if (ticket.status === "waiting")
    return {
      icon: <Hourglass aria-hidden className={big} />,
      text: `${t("waitingText", { position: String(ticket.waitingPosition ?? 1) })}${ticket.email || ticket.phone ? "" : ` ${t("waitingScreenshot")}`}`,
      tone: "bg-cloudberry-soft text-on-cloudberry",
    };
  return {
    icon: <CircleCheck aria-hidden className={big} />,
    text: t("confirmedText"),
    tone: "bg-spruce text-on-spruce",
  };
}
