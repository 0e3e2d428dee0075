import { getTranslations } from "next-intl/server";
import { ConsentRecord, DataEntry } from "@/features/registration/components/own-data";
import type { TicketView } from "@/features/registration/queries";
import { OPTIONAL_CONSENTS } from "@/features/registration/schema";
import { formatDateTime, formatList, formatNumericDateTime } from "@/i18n/formatting";
import { LOCALES, type Locale } from "@/i18n/locales";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { consentAction } from "../actions";

/** Everything stored about a party, and its consents with when each was given and withdrawn. */
export async function MyData({ locale, ticket }: { locale: Locale; ticket: TicketView }) {
  const [t, roles, needs, register, outcomes] = await Promise.all([
    getTranslations({ locale, namespace: "MyData" }),
    getTranslations({ locale, namespace: "ParticipantRoles" }),
    getTranslations({ locale, namespace: "Needs" }),
    getTranslations({ locale, namespace: "Register" }),
    getTranslations({ locale, namespace: "Calls.outcomes" }),
  ]);
  const ages = { adult: register("ageAdult"), from_13_to_17: register("age13to17"), under_13: register("ageUnder13") };
  const ways = {
    read: register("contactWayRead"),
    listen: register("contactWayListen"),
    call: register("contactWayCall"),
  };
  const consents = {
    diet_health: register("consentDietHealth"),
    photos: register("consentPhotos"),
    later_forums: register("consentLaterForums"),
  };
  const listed = (items: string[]) => formatList(locale, items);
  const recordsOf = (kind: TicketView["consents"][number]["kind"]) =>
    ticket.consents
      .filter((consent) => consent.kind === kind)
      .map((consent) => <ConsentRecord key={consent.givenAt.getTime()} locale={locale} consent={consent} />);
  return (
    <>
      <Card className="grid gap-4">
        <h2 className="text-xl">{t("people")}</h2>
        {ticket.people.map((person, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two people of a party may share a name
          <dl key={n} className="grid gap-1 border-s-4 border-line ps-4">
            <DataEntry label={register("personName")}>{person.name}</DataEntry>
            <DataEntry label={register("personRole")}>{roles(person.role)}</DataEntry>
            <DataEntry label={register("age")}>{ages[person.age]}</DataEntry>
            <DataEntry label={register("personLanguage")}>
              <span lang={person.language}>{SPOKEN_LANGUAGES[person.language].name}</span>
            </DataEntry>
            <DataEntry label={register("personInterpretation")}>{person.interpretation ? t("yes") : t("no")}</DataEntry>
            {person.needs.diet.length > 0 ? (
              <DataEntry label={register("diet")}>{listed(person.needs.diet.map((diet) => needs(diet)))}</DataEntry>
            ) : null}
            {person.needs.access.length > 0 ? (
              <DataEntry label={register("access")}>{listed(person.needs.access.map((need) => needs(need)))}</DataEntry>
            ) : null}
            {person.needs.note ? <DataEntry label={register("needsNote")}>{person.needs.note}</DataEntry> : null}
          </dl>
        ))}
      </Card>
      <Card className="grid gap-4">
        <h2 className="text-xl">{t("reach")}</h2>
        <dl className="grid gap-1">
          <DataEntry label={register("phone")}>{ticket.phone ?? "–"}</DataEntry>
          <DataEntry label={register("email")}>{ticket.email ?? "–"}</DataEntry>
          <DataEntry label={register("guardian")}>{ticket.guardian ?? "–"}</DataEntry>
          {ticket.question ? <DataEntry label={register("question")}>{ticket.question}</DataEntry> : null}
          <DataEntry label={register("messageLocale")}>{LOCALES[ticket.messageLocale].name}</DataEntry>
          <DataEntry label={register("contactWay")}>{ways[ticket.contactWay]}</DataEntry>
          {ticket.childcare.ages.length > 0 ? (
            <DataEntry label={register("childcare")}>{listed(ticket.childcare.ages.map(String))}</DataEntry>
          ) : null}
          {ticket.helper ? <DataEntry label={t("helper")}>{ticket.helper}</DataEntry> : null}
          <DataEntry label={t("registeredAt")}>{formatDateTime(locale, ticket.createdAt)}</DataEntry>
          {ticket.arrivals.map(({ id, at, people, undone }) => (
            <DataEntry
              key={id}
              label={t(undone ? "arrivedUndone" : "arrived", { at: formatNumericDateTime(locale, at) })}
            >
              {listed(people.flatMap((position) => ticket.people[position]?.name ?? []))}
            </DataEntry>
          ))}
          {ticket.calls.map(({ at, outcome }) => (
            <DataEntry key={at.getTime()} label={t("called", { at: formatNumericDateTime(locale, at) })}>
              {outcomes(outcome)}
            </DataEntry>
          ))}
          {ticket.actedFor.map(({ at, reason }) => (
            <DataEntry key={at.getTime()} label={t("actedFor", { at: formatNumericDateTime(locale, at) })}>
              {reason}
            </DataEntry>
          ))}
        </dl>
      </Card>
      <Card className="grid gap-4">
        <h2 className="text-xl">{t("consents")}</h2>
        <p>{t("consentsText")}</p>
        <ul className="grid gap-5">
          <li className="grid gap-2">
            <p className="font-semibold">{register("consent")}</p>
            {recordsOf("privacy_notice")}
          </li>
          {OPTIONAL_CONSENTS.map((kind) => {
            const records = ticket.consents.filter((consent) => consent.kind === kind);
            const open = records.some(({ withdrawnAt }) => withdrawnAt === null);
            // The form handles diet and health needs: their consent is given there.
            if (kind === "diet_health" && !open && records.length === 0) return null;
            return (
              <li key={kind} className="grid gap-2">
                <p className="font-semibold">{consents[kind]}</p>
                {recordsOf(kind)}
                {kind === "diet_health" && !open ? null : (
                  <form action={consentAction.bind(null, locale, ticket.token, kind, !open)}>
                    <Button type="submit" kind={open ? "danger" : "secondary"}>
                      {open ? t("withdraw") : t("give")}
                      <span className="sr-only">: {consents[kind]}</span>
                    </Button>
                  </form>
                )}
              </li>
            );
          })}
        </ul>
      </Card>
    </>
  );
}
