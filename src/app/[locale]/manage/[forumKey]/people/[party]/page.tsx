import { HandHelping, History, Mail, MessageSquare, PhoneCall, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { permitOr404 } from "@/features/accounts/actor";
import { canSeeDeliveries } from "@/features/notifications/policy";
import { listDeliveries } from "@/features/notifications/queries";
import { NoPhotos } from "@/features/registration/components/no-photos";
import { findParty } from "@/features/registration/people/queries";
import { canActForParty, canSeePeople } from "@/features/registration/policy";
import { formatNumericDateTime, formatTime } from "@/i18n/formatting";
import { knownWord } from "@/i18n/known-word";
import { languageOf } from "@/i18n/localized";
import { Names } from "@/i18n/names";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { ButtonLink } from "@/ui/button-link";
import { FlashMessage } from "@/ui/flash-message";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { LanguageForStaff } from "../../../../language-for-staff";
import { LinkOrSessionFrame } from "../../../../link-or-session-frame";
import { SessionTitle } from "../../../../session-title";
import { subjectOf } from "../../manage-sections";
import { type ManageProps, readManagedForum } from "../../read-managed-forum";
import { partyTag } from "../party-tag";
import { actsFor } from "./acts";

interface Props extends ManageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

const CHANNEL_ICONS = { email: Mail, sms: MessageSquare, call: PhoneCall } as const;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, forum } = await readManagedForum(props, "people");
  const t = await getTranslations({ locale, namespace: "People" });
  return privateMetadata(t("party"), forum.text.title);
}

/** One party of a forum: its people, its status and why, its history, its messages, and the possible actions. */
export default async function PartyPage(props: Props) {
  const { locale, forumKey, forum, actor, session } = await readManagedForum(props, "people");
  const permit = permitOr404(canSeePeople, actor, subjectOf(forum));
  const id = Id.safeParse((await props.params).party);
  const party = id.success ? await findParty(permit, locale, id.data) : null;
  if (!party) notFound();
  const deliveriesPermit = Permit.ask(canSeeDeliveries, actor, subjectOf(forum));
  const [t, word, roles, kinds, tag, deliveries, { done }] = await Promise.all([
    getTranslations({ locale, namespace: "People" }),
    getTranslations({ locale }),
    getTranslations({ locale, namespace: "ParticipantRoles" }),
    getTranslations({ locale, namespace: "NotificationKinds" }),
    partyTag(locale),
    deliveriesPermit ? listDeliveries(deliveriesPermit, party.id) : [],
    props.searchParams,
  ]);
  const tableOf = new Map(forum.sessions.map((each) => [each.id, each]));
  const { words, tone } = tag(party.status);
  const acts = Permit.ask(canActForParty, actor, subjectOf(forum)) ? actsFor(forum, party) : [];
  const names = party.people.map(({ name }) => name);
  const arrivedAt = party.people.map(
    (_, n) => party.arrivals.find(({ undone, people }) => !undone && people.includes(n))?.at,
  );
  const history = [
    ...party.history.map((event) => ({ ...event, words: word(`People.events.${event.kind}`) })),
    ...party.arrivals.map(({ id: entryId, at, by, undone, people }) => ({
      ...{ id: entryId, at, by, words: word(`People.doorEvents.${undone ? "undone" : "arrived"}`) },
      reason: people.flatMap((position) => names[position] ?? []).join(", "),
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  return (
    <LinkOrSessionFrame locale={locale} path={routes.party(locale, forumKey, party.id)} session={session}>
      <div className="mx-auto grid max-w-3xl gap-8">
        <header className="grid gap-3">
          <p>
            <TextLink href={routes.people(locale, forumKey)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
          <h1 className="text-3xl">
            <Names locale={locale} names={names} />
          </h1>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <bdi dir="ltr" className="font-mono text-xl font-bold">
              {party.code}
            </bdi>
            <Tag tone={tone}>{words}</Tag>
            {party.photos ? null : <NoPhotos locale={locale} />}
          </p>
          <p className="font-display text-lg font-bold" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </p>
          <FlashMessage
            done={done}
            messages={{
              cancelled: t("doneCancelled"),
              accept: t("doneAccepted"),
              decline: t("doneDeclined"),
              moved: t("doneMoved"),
              confirmed: t("doneConfirmed"),
            }}
          />
        </header>
        {party.waitingPosition === null ? null : (
          <Notice tone="care">
            <p>
              {t("waits", { position: String(party.waitingPosition) })}
              {party.overtaken ? ` ${t("overtaken", { ...party.overtaken })}` : ""}
            </p>
          </Notice>
        )}
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
          <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
            {party.childcare.status === "none" ? null : (
              <>
                <dt className="font-semibold">{t("childcare")}</dt>
                <dd>
                  {t("children", { count: party.childcare.ages.length, ages: party.childcare.ages.join(", ") })}
                  {party.childcare.status === "held" ? "" : ` · ${word(`People.seats.${party.childcare.status}`)}`}
                </dd>
              </>
            )}
            {party.question ? (
              <>
                <dt className="font-semibold">{t("question")}</dt>
                <dd>
                  <bdi>{party.question}</bdi>
                </dd>
              </>
            ) : null}
            {party.phone ? (
              <>
                <dt className="font-semibold">{t("phone")}</dt>
                <dd>
                  <TextLink href={`tel:${party.phone}`} className="inline-flex min-h-11 items-center sm:min-h-6">
                    <bdi dir="ltr">{party.phone}</bdi>
                  </TextLink>
                  {party.phoneRefusedAt ? ` · ${t("refuses")}` : ""}
                </dd>
              </>
            ) : null}
            {party.email ? (
              <>
                <dt className="font-semibold">{t("email")}</dt>
                <dd>
                  <bdi dir="ltr" className="break-all">
                    {party.email}
                  </bdi>
                  {party.emailRefusedAt ? ` · ${t("refuses")}` : ""}
                </dd>
              </>
            ) : null}
            <dt className="font-semibold">{t("messages")}</dt>
            <dd>
              <LanguageForStaff locale={locale} language={party.messageLocale} /> ·{" "}
              {word(`People.ways.${party.contactWay}`)}
            </dd>
            {party.helper ? (
              <>
                <dt className="font-semibold">{t("helper")}</dt>
                <dd>
                  <bdi>{party.helper}</bdi>
                </dd>
              </>
            ) : null}
          </dl>
        </Section>
        {acts.length > 0 ? (
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
        ) : null}
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
        {deliveries.length > 0 ? (
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
        ) : null}
      </div>
    </LinkOrSessionFrame>
  );
}
