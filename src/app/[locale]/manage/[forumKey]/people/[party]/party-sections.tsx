import { HandHelping, History, Mail, MessageSquare, PhoneCall, UsersRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { ForumView } from "@/features/forums/queries";
import type { Delivery } from "@/features/notifications/queries";
import type { PartyView } from "@/features/registration/people/queries";
import { formatNumericDateTime, formatTime } from "@/i18n/formatting";
import { knownWord } from "@/i18n/known-word";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { ButtonLink } from "@/ui/button-link";
import { Section } from "@/ui/section";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { LanguageForStaff } from "../../../../language-for-staff";
import { SessionTitle } from "../../../../session-title";
import type { Act } from "./acts";

// The parts of the page about one party.

interface Props {
  locale: Locale;
  party: PartyView;
}

/** Its people: who they are, whether they came, and which tables they chose; and how the party is reached. */
export async function PartyPeople({ locale, party, forum }: Props & { forum: ForumView }) {
  const [t, word, roles] = await Promise.all([
    getTranslations({ locale, namespace: "People" }),
    getTranslations({ locale }),
    getTranslations({ locale, namespace: "ParticipantRoles" }),
  ]);
  const tableOf = new Map(forum.sessions.map((each) => [each.id, each]));
  const arrivedAt = party.people.map(
    (_, n) => party.arrivals.find(({ undone, people }) => !undone && people.includes(n))?.at,
  );
  return (
    <Section id="people" title={t("people")} icon={<UsersRound aria-hidden />}>
      <ul className="grid gap-3">
        {party.people.map((person, n) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: people are told apart by their place in the party
            key={n}
            className="grid gap-1 rounded-card border border-line bg-surface p-4"
          >
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <bdi className="font-semibold">{person.name}</bdi>
              {arrivedAt[n] ? <Tag tone="good">{t("arrivedAt", { time: formatTime(arrivedAt[n]) })}</Tag> : null}
              {person.seat === "held" ? null : <Tag tone="care">{word(`People.seats.${person.seat}`)}</Tag>}
            </p>
            <p className="text-sm text-ink-soft">
              <Terms locale={locale}>{roles(person.role)}</Terms> · {word(`People.ages.${person.age}`)} ·{" "}
              <LanguageForStaff locale={locale} language={person.language} />
              {person.interpretation ? ` · ${t("interpreter")}` : ""}
            </p>
            {person.sessions.length > 0 ? (
              <ul>
                {person.sessions.map(({ id: sessionId, status }) => (
                  <li key={sessionId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <SessionTitle locale={locale} session={tableOf.get(sessionId)} />
                    {status === "held" ? null : <Tag tone="care">{word(`People.seats.${status}`)}</Tag>}
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ul>
      <PartyFacts locale={locale} party={party} />
    </Section>
  );
}

/** What it asked for and asks, its addresses, and who registered it. */
async function PartyFacts({ locale, party }: Props) {
  const [t, word] = await Promise.all([getTranslations({ locale, namespace: "People" }), getTranslations({ locale })]);
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
      {party.childcare.status === "none" ? null : (
        <Fact label={t("childcare")}>
          {t("children", { count: party.childcare.ages.length, ages: party.childcare.ages.join(", ") })}
          {party.childcare.status === "held" ? "" : ` · ${word(`People.seats.${party.childcare.status}`)}`}
        </Fact>
      )}
      {party.question ? (
        <Fact label={t("question")}>
          <bdi>{party.question}</bdi>
        </Fact>
      ) : null}
      {party.phone ? (
        <Fact label={t("phone")}>
          <TextLink href={`tel:${party.phone}`} className="inline-flex min-h-11 items-center sm:min-h-6">
            <bdi dir="ltr">{party.phone}</bdi>
          </TextLink>
          {party.phoneRefusedAt ? ` · ${t("refuses")}` : ""}
        </Fact>
      ) : null}
      {party.email ? (
        <Fact label={t("email")}>
          <bdi dir="ltr" className="break-all">
            {party.email}
          </bdi>
          {party.emailRefusedAt ? ` · ${t("refuses")}` : ""}
        </Fact>
      ) : null}
      <Fact label={t("messages")}>
        <LanguageForStaff locale={locale} language={party.messageLocale} /> · {word(`People.ways.${party.contactWay}`)}
      </Fact>
      {party.helper ? (
        <Fact label={t("helper")}>
          <bdi>{party.helper}</bdi>
        </Fact>
      ) : null}
    </dl>
  );
}

/** One fact beside what it is called. */
function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="font-semibold">{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** What staff can do for it. Nothing if there is nothing. */
export async function PartyActs({ locale, party, forumKey, acts }: Props & { forumKey: string; acts: readonly Act[] }) {
  if (acts.length === 0) return null;
  const [t, word] = await Promise.all([getTranslations({ locale, namespace: "People" }), getTranslations({ locale })]);
  return (
    <Section id="act" title={t("act")} icon={<HandHelping aria-hidden />}>
      <p>{t("actHint")}</p>
      <p className="flex flex-wrap gap-3">
        {acts.map((act) => (
          <ButtonLink
            key={act}
            href={routes.actForParty(locale, forumKey, party.id, act)}
            kind={act === "cancel" || act === "decline" ? "danger" : "secondary"}
          >
            {word(`People.acts.${act}`)}
          </ButtonLink>
        ))}
      </p>
    </Section>
  );
}

/** What has happened to it, at the door too. */
export async function PartyHistory({ locale, party }: Props) {
  const [t, word] = await Promise.all([getTranslations({ locale, namespace: "People" }), getTranslations({ locale })]);
  const history = [
    ...party.history.map((event) => ({ ...event, words: word(`People.events.${event.kind}`) })),
    ...party.arrivals.map(({ id: entryId, at, by, undone, people }) => ({
      ...{ id: entryId, at, by, words: word(`People.doorEvents.${undone ? "undone" : "arrived"}`) },
      reason: people.flatMap((position) => party.people[position]?.name ?? []).join(", "),
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  return (
    <Section id="history" title={t("history")} icon={<History aria-hidden />}>
      <ol className="grid gap-2">
        {history.map(({ id: eventId, words: what, at, reason, by }) => (
          <li key={eventId} className="grid gap-x-4 sm:grid-cols-[10rem_1fr]">
            <span className="text-ink-soft tabular-nums">{formatNumericDateTime(locale, at)}</span>
            <span>
              {what}
              {by ? (
                <>
                  {" "}
                  · <bdi>{by}</bdi>
                </>
              ) : null}
              {reason ? (
                <>
                  : <bdi>{reason}</bdi>
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

const CHANNEL_ICONS = { email: Mail, sms: MessageSquare, call: PhoneCall } as const;

/** Which messages went to it, on which channel, and whether they arrived. Nothing if there were none. */
export async function PartyDeliveries({ locale, deliveries }: { locale: Locale; deliveries: readonly Delivery[] }) {
  if (deliveries.length === 0) return null;
  const [t, word, kinds] = await Promise.all([
    getTranslations({ locale, namespace: "People" }),
    getTranslations({ locale }),
    getTranslations({ locale, namespace: "NotificationKinds" }),
  ]);
  return (
    <Section id="deliveries" title={t("deliveries")} icon={<Mail aria-hidden />}>
      <ul className="grid gap-2">
        {deliveries.map(({ id: messageId, template, channel, at, state }) => {
          const Icon = CHANNEL_ICONS[channel];
          return (
            <li key={messageId} className="grid gap-x-4 sm:grid-cols-[10rem_1fr]">
              <span className="text-ink-soft tabular-nums">{formatNumericDateTime(locale, at)}</span>
              <span className="flex flex-wrap items-center gap-x-2">
                <Icon aria-hidden className="size-4" />
                <span className="sr-only">{word(`People.channels.${channel}`)}: </span>
                {knownWord(kinds, template) ?? template}
                <Tag tone={state === "refused" ? "stop" : state === "sent" ? "good" : "plain"}>
                  {word(`People.deliveryStates.${state}`)}
                </Tag>
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
