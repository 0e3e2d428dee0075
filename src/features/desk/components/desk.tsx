import "server-only";
import { Ban, CalendarClock, Languages, PhoneCall, Ticket, Utensils } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { ForumPage } from "@/features/forums/queries";
import { listVenues } from "@/features/forums/queries";
import { listLanguages } from "@/features/interpretation/queries";
import { countUnsent, listCalls } from "@/features/messages/queries";
import { readPlacesOf } from "@/features/places/queries";
import type { Pool } from "@/features/places/rules";
import { placesLeft } from "@/features/places/rules";
import { countNeeds } from "@/features/privacy/queries";
import { ROLES } from "@/features/registration/schema";
import { formatDateTime, formatNumericDate, helsinkiInput } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { isSpokenLanguage, SPOKEN_LANGUAGE_CODES, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Button } from "@/ui/button";
import { Form, type FormField, type Option } from "@/ui/form";
import { Notice } from "@/ui/notice";
import { Table } from "@/ui/table";
import { TextLink } from "@/ui/text-link";
import { calledAction, cancelForumAction, languageAction, limitsAction, moveAction } from "../actions";

interface Props {
  locale: Locale;
  /** The coordinator's link. */
  token: string;
  forum: ForumPage;
}

async function formWords(locale: Locale, submit: string) {
  const t = await getTranslations({ locale, namespace: "Register" });
  const errorTitles = Array.from({ length: 20 }, (_, count) => t("errorTitle", { count }));
  return { errorTitles, submit, sending: t("sending") };
}

/** The name of something limited, as the forum's staff know it. */
async function poolNames(locale: Locale, forum: ForumPage): Promise<{ pool: Pool; name: string }[]> {
  const [t, roles] = await Promise.all([
    getTranslations({ locale, namespace: "Desk" }),
    getTranslations({ locale, namespace: "Roles" }),
  ]);
  return [
    { pool: "forum", name: t("seats") },
    { pool: "childcare", name: t("childcare") },
    ...forum.sessions.map((session) => ({
      pool: `session:${session.id}` as const,
      name: t("table", { title: session.text?.title ?? session.room ?? "" }),
    })),
    ...ROLES.map((role) => ({ pool: `role:${role}` as const, name: roles(role) })),
  ];
}

/** How many places there are, are taken, are free and are waited for; and the form that sets how many there are. */
export async function DeskPlaces({ locale, token, forum }: Props) {
  const [t, places, names, words] = await Promise.all([
    getTranslations({ locale, namespace: "Desk" }),
    readPlacesOf(forum.id),
    poolNames(locale, forum),
    getTranslations({ locale, namespace: "Desk" }).then((desk) => formWords(locale, desk("saveLimits"))),
  ]);
  const { limits, taken, waiting } = places;
  const hasChildcare = forum.childcareCapacity !== null;
  const shown = names.filter(({ pool }) => (pool === "childcare" ? hasChildcare : true));
  return (
    <Part id="places" title={t("places")} icon={<Ticket aria-hidden />}>
      <Table
        caption={t("places")}
        head={[t("what"), t("limit"), t("taken"), t("free"), t("waiting")]}
        rows={shown.map(({ pool, name }) => [
          name,
          limits[pool] ?? "–",
          taken[pool] ?? 0,
          placesLeft(places, pool) ?? "–",
          waiting[pool] ?? 0,
        ])}
      />
      <Fold label={t("changeLimits")}>
        <p>{t("limitsHint")}</p>
        <Form
          action={limitsAction.bind(null, locale, token)}
          initial={{
            values: Object.fromEntries(
              names.map(({ pool }) => [pool, pool === "childcare" && !hasChildcare ? "" : String(limits[pool] ?? "")]),
            ),
            errors: {},
            attempt: 0,
          }}
          steps={[
            {
              id: "limits",
              fields: names.map(
                ({ pool, name }): FormField => ({
                  kind: "text",
                  name: pool,
                  label: name,
                  inputMode: "numeric",
                  maxLength: 5,
                }),
              ),
            },
          ]}
          words={words}
          kind="secondary"
        />
      </Fold>
    </Part>
  );
}

/** Who needs an interpreter, by language and table, and what is known of each; and the form that says so. */
export async function DeskLanguages({ locale, token, forum }: Props) {
  const [t, states, languages, words] = await Promise.all([
    getTranslations({ locale, namespace: "Desk" }),
    getTranslations({ locale, namespace: "LanguageStates" }),
    listLanguages(forum.id),
    getTranslations({ locale, namespace: "Desk" }).then((desk) => formWords(locale, desk("saveLanguage"))),
  ]);
  const titles = new Map(forum.sessions.map(({ id, text, room }) => [id, text?.title ?? room ?? ""]));
  const lists: Record<string, Option[]> = {
    languages: SPOKEN_LANGUAGE_CODES.map((value) => ({ value, label: SPOKEN_LANGUAGES[value].name, lang: value })),
    states: (["requested", "confirmed", "not_available"] as const).map((value) => ({ value, label: states(value) })),
  };
  return (
    <Part id="languages" title={t("languages")} icon={<Languages aria-hidden />}>
      <p>{t("languagesHint")}</p>
      <Table
        caption={t("languages")}
        head={[t("language"), t("needed"), t("tables"), t("state"), t("threshold"), t("orderBy")]}
        rows={languages.map((row) => [
          <bdi key="name" lang={row.language}>
            {SPOKEN_LANGUAGES[row.language].name}
          </bdi>,
          t("neededCount", { people: row.people, seated: row.seated }),
          Object.entries(row.sessions)
            .map(([id, people]) => `${titles.get(id) ?? ""}: ${people}`)
            .join("; "),
          row.main ? states("main") : row.state ? states(row.state) : "–",
          row.threshold,
          formatNumericDate(row.deadline),
        ])}
      />
      <Fold label={t("changeLanguage")}>
        <Form
          action={languageAction.bind(null, locale, token)}
          initial={{
            values: { language: languages.find(({ main }) => !main)?.language ?? "fi", state: "requested" },
            errors: {},
            attempt: 0,
          }}
          lists={lists}
          steps={[
            {
              id: "language",
              fields: [
                { kind: "select", name: "language", label: t("language"), options: "languages" },
                { kind: "radios", name: "state", label: t("state"), options: "states" },
                {
                  kind: "text",
                  name: "threshold",
                  label: t("threshold"),
                  hint: t("thresholdHint"),
                  inputMode: "numeric",
                  maxLength: 3,
                },
                {
                  kind: "text",
                  name: "deadline",
                  label: t("orderBy"),
                  hint: t("orderByHint"),
                  type: "date",
                  ltr: true,
                },
              ],
            },
          ]}
          words={words}
          kind="secondary"
        />
      </Fold>
    </Part>
  );
}

/** Messages that a person has to bring, and how many wait to be sent. */
export async function DeskCalls({ locale, token, forum }: Props) {
  const [t, reasons, calls, unsent] = await Promise.all([
    getTranslations({ locale, namespace: "Desk" }),
    getTranslations({ locale, namespace: "CallReasons" }),
    listCalls(forum.id),
    countUnsent(forum.id),
  ]);
  const ways = { read: t("wayNone"), listen: t("wayListen"), call: t("wayCall") };
  return (
    <Part id="calls" title={t("calls")} icon={<PhoneCall aria-hidden />}>
      {unsent.map(({ channel, count, since }) => (
        <Notice key={channel} tone="care">
          {t(channel === "sms" ? "unsentSms" : "unsentMail", { count, since: formatDateTime(locale, since) })}
        </Notice>
      ))}
      {calls.length === 0 ? <p>{t("callsNone")}</p> : null}
      <ul className="grid gap-3">
        {calls.map((call) => (
          <li
            key={call.id}
            className="flex flex-wrap items-center gap-x-6 gap-y-2 rounded-card border border-line bg-surface p-4"
          >
            <div className="min-w-0 grow">
              <p className="font-semibold">
                <bdi>{call.name}</bdi> · <bdi dir="ltr">{call.code}</bdi>
              </p>
              <p>{reasons.has(call.template as "offer_made") ? reasons(call.template as "offer_made") : null}</p>
              <p className="text-sm text-ink-soft">
                {isSpokenLanguage(call.spokenLanguage) ? (
                  <bdi lang={call.spokenLanguage}>{SPOKEN_LANGUAGES[call.spokenLanguage].name}</bdi>
                ) : null}
                {" · "}
                {call.phone ? ways[call.contactWay] : t("wayNone")}
                {call.helper ? ` · ${t("helper", { name: call.helper })}` : ""}
              </p>
            </div>
            {call.phone ? (
              <TextLink href={`tel:${call.phone}`} className="inline-flex min-h-11 items-center">
                <bdi dir="ltr">{call.phone}</bdi>
              </TextLink>
            ) : null}
            <form action={calledAction.bind(null, locale, token, call.id)}>
              <Button type="submit" kind="secondary">
                {t("called")}
                <span className="sr-only">: {call.name}</span>
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Diet and access needs as numbers, for the caterer and the house. */
export async function DeskNeeds({ locale, forum }: Props) {
  if (!forum.servesMeal && !forum.arrangesAccess) return null;
  const [t, needs, count] = await Promise.all([
    getTranslations({ locale, namespace: "Desk" }),
    getTranslations({ locale, namespace: "Needs" }),
    countNeeds(forum.id),
  ]);
  return (
    <Part id="needs" title={t("needs")} icon={<Utensils aria-hidden />}>
      <p>{t("needsHint", { people: count.people })}</p>
      {count.needs.length > 0 ? (
        <Table
          caption={t("needs")}
          head={[t("what"), t("people")]}
          rows={count.needs.map(({ need, people }) => [needs(need), people])}
        />
      ) : null}
      {count.notes.length > 0 ? (
        <ul className="list-disc ps-6">
          {count.notes.map((note) => (
            <li key={note}>
              <bdi>{note}</bdi>
            </li>
          ))}
        </ul>
      ) : null}
    </Part>
  );
}

/** Moving the forum, and cancelling it: both tell everybody. */
export async function DeskChanges({ locale, token, forum }: Props) {
  if (forum.state === "past" || forum.state === "cancelled") return null;
  const [t, venues] = await Promise.all([getTranslations({ locale, namespace: "Desk" }), listVenues()]);
  const [moveWords, cancelWords] = await Promise.all([
    formWords(locale, t("move")),
    formWords(locale, t("cancelForum")),
  ]);
  return (
    <>
      <Part id="move" title={t("moveTitle")} icon={<CalendarClock aria-hidden />}>
        <p>{t("moveHint")}</p>
        <Fold label={t("move")}>
          <Form
            action={moveAction.bind(null, locale, token)}
            initial={{
              values: {
                startsAt: helsinkiInput(forum.startsAt),
                endsAt: helsinkiInput(forum.endsAt),
                venue: venues.find(({ name }) => name === forum.venueName)?.slug ?? "",
              },
              errors: {},
              attempt: 0,
            }}
            lists={{ venues: venues.map(({ slug, name }) => ({ value: slug, label: name, lang: "fi" })) }}
            steps={[
              {
                id: "move",
                fields: [
                  { kind: "text", name: "startsAt", label: t("startsAt"), type: "datetime-local", ltr: true },
                  { kind: "text", name: "endsAt", label: t("endsAt"), type: "datetime-local", ltr: true },
                  { kind: "select", name: "venue", label: t("venue"), options: "venues" },
                ],
              },
            ]}
            words={moveWords}
            kind="secondary"
          />
        </Fold>
      </Part>
      <Part id="cancel" title={t("cancelTitle")} icon={<Ban aria-hidden />}>
        <p>{t("cancelHint")}</p>
        <Fold label={t("cancelForum")}>
          <Form
            action={cancelForumAction.bind(null, locale, token)}
            initial={{ values: {}, errors: {}, attempt: 0 }}
            steps={[{ id: "cancel", fields: [{ kind: "check", name: "sure", label: t("sure") }] }]}
            words={cancelWords}
            kind="danger"
          />
        </Fold>
      </Part>
    </>
  );
}

function Part({ id, title, icon, children }: { id: string; title: string; icon: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <h2 id={id} className="flex items-center gap-2.5 text-2xl">
        <span className="text-spruce">{icon}</span>
        {title}
      </h2>
      {children}
    </section>
  );
}

function Fold({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="rounded-card border border-line bg-surface">
      <summary className="flex min-h-12 items-center px-5 font-semibold text-spruce">{label}</summary>
      <div className="grid gap-4 px-5 pb-5">{children}</div>
    </details>
  );
}
