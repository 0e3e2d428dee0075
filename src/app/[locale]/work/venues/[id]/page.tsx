import { Archive, CalendarDays, Languages, MapPin } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { editVenueAction, retireVenueAction } from "@/features/venues/actions";
import { canEditVenue } from "@/features/venues/policy";
import { findVenue, findVenueSubject, previewVenueChange } from "@/features/venues/queries";
import { pointOf, seenOf } from "@/features/venues/rules";
import { formatDate } from "@/i18n/formatting";
import { LOCALE_CODES, LOCALES, type Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { LOCALE_OPTIONS } from "@/ui/form-fields";
import { Section } from "@/ui/section";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";
import { municipalityOptions } from "../../../municipality-options";
import { WorkspaceFrame } from "../../../workspace-frame";
import { placeStep, textStep } from "../venue-form";

interface Props {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Venues" });
  return privateMetadata(t("one"));
}

/** One venue, for the organisation that made it: its place, its texts, its coming forums, and whether it is on offer. */
export default async function VenuePage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const wanted = Id.safeParse((await params).id);
  const session = await requireLoginSession(locale, routes.venues(locale));
  const subject = wanted.success ? await findVenueSubject(wanted.data) : null;
  if (!subject) notFound();
  const permit = permitOr404(canEditVenue, session.actor, subject);
  const [t, venue, use, { done }] = await Promise.all([
    getTranslations({ locale, namespace: "Venues" }),
    findVenue(permit),
    previewVenueChange(permit, locale),
    searchParams,
  ]);
  if (!venue) notFound();
  return (
    <WorkspaceFrame locale={locale} path={routes.venue(locale, venue.id)} session={session} part="venues" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-8">
        <header className="grid gap-3">
          <p>
            <TextLink href={routes.venues(locale)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
          <h1 className="text-3xl">
            <bdi lang="fi">{venue.name}</bdi>
          </h1>
          <p className="flex flex-wrap items-center gap-3">
            <bdi lang="fi">{venue.organisation ?? t("organisationNone")}</bdi>
            {venue.retired ? <Tag>{t("retired")}</Tag> : null}
          </p>
          <FlashMessage
            done={done}
            messages={{
              created: t("doneCreated"),
              edited: t("doneEdited"),
              retired: t("doneRetired"),
              offered: t("doneOffered"),
            }}
          />
        </header>
        <VenueForums locale={locale} use={use} />
        {venue.text ? <VenueTexts locale={locale} itemId={venue.text.itemId} /> : null}
        <EditVenue locale={locale} venue={venue} />
        <RetireVenue locale={locale} venue={venue} />
      </div>
    </WorkspaceFrame>
  );
}

type Venue = NonNullable<Awaited<ReturnType<typeof findVenue>>>;

interface VenueProps {
  locale: Locale;
  venue: Venue;
}

/** The coming forums there, and how many people they have. */
async function VenueForums({ locale, use }: { locale: Locale; use: Awaited<ReturnType<typeof previewVenueChange>> }) {
  const t = await getTranslations({ locale, namespace: "Venues" });
  return (
    <Section id="forums" title={t("forumsTitle")} icon={<CalendarDays aria-hidden />}>
      <p>
        {t("forums", { count: use.total })}
        {use.total > 0 ? <> · {t("people", { count: use.people })}</> : null}
      </p>
      {use.forums.length > 0 ? (
        <ul className="grid gap-1">
          {use.forums.map(({ id: forumId, slug, title, locale: language, startsAt }) => (
            <li key={forumId} className="flex flex-wrap items-center gap-x-4">
              <TextLink href={routes.forum(locale, slug)} className="inline-flex min-h-11 items-center">
                <span>
                  <bdi {...(language && languageOf(language, locale))}>{title}</bdi>
                </span>
              </TextLink>
              <span>{formatDate(locale, startsAt)}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

/** Links to its texts, one for each language of the pages. */
async function VenueTexts({ locale, itemId }: { locale: Locale; itemId: string }) {
  const t = await getTranslations({ locale, namespace: "Venues" });
  return (
    <Section id="texts" title={t("textTitle")} icon={<Languages aria-hidden />}>
      <p>{t("textsHint")}</p>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {LOCALE_CODES.map((language) => (
          <li key={language}>
            <TextLink href={routes.text(locale, itemId, language)} className="inline-flex min-h-11 items-center">
              <bdi lang={language}>{LOCALES[language].name}</bdi>
            </TextLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The form that changes where it is; and that writes its first text, if it has none. */
async function EditVenue({ locale, venue }: VenueProps) {
  const [t, municipalities, place, firstText] = await Promise.all([
    getTranslations({ locale, namespace: "Venues" }),
    municipalityOptions(locale),
    placeStep(locale),
    textStep(locale),
  ]);
  const { id, text } = venue;
  return (
    <Section id="edit" title={t("editTitle")} icon={<MapPin aria-hidden />}>
      <p>{t("editHint")}</p>
      <Form
        action={editVenueAction.bind(null, locale, id)}
        initial={initialFormState({
          name: venue.name,
          online: venue.online ? "on" : "",
          streetAddress: venue.streetAddress ?? "",
          postalCode: venue.postalCode ?? "",
          municipality: venue.online ? "" : venue.municipalityKey,
          point: pointOf(venue),
          language: text?.language ?? locale,
          seen: seenOf(venue),
        })}
        lists={{
          municipalities: [{ value: "", label: t("municipalityChoose") }, ...municipalities],
          languages: LOCALE_OPTIONS,
        }}
        steps={[
          {
            ...place,
            fields: [
              ...place.fields,
              { kind: "check", name: "correction", label: t("correction"), hint: t("correctionHint") },
              { kind: "hidden", name: "seen" },
              { kind: "hidden", name: "confirmed" },
              ...(text ? [{ kind: "hidden" as const, name: "language" }] : []),
            ],
          },
          ...(text ? [] : [firstText]),
        ]}
        words={{ ...(await formLabels(locale, t("save"))), submitOtherwise: t("saveSure") }}
      />
    </Section>
  );
}

/** Takes it off the list for new forums, or offers it again. */
async function RetireVenue({ locale, venue }: VenueProps) {
  const t = await getTranslations({ locale, namespace: "Venues" });
  return (
    <Section id="retire" title={t("retireTitle")} icon={<Archive aria-hidden />}>
      <p>{venue.retired ? t("offerHint") : t("retireHint")}</p>
      <Form
        action={retireVenueAction.bind(null, locale, venue.id)}
        initial={initialFormState({ offered: venue.retired ? "yes" : "no" })}
        steps={[{ id: "offered", fields: [{ kind: "hidden", name: "offered" }] }]}
        words={await formLabels(locale, venue.retired ? t("offer") : t("retire"))}
        kind={venue.retired ? "secondary" : "danger"}
      />
    </Section>
  );
}
