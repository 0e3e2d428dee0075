import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { env } from "@/platform/env";
import type { LegalPerson } from "@/platform/operator";
import { Link } from "@/ui/link";
import { TEXT_LINK, TextLink } from "@/ui/text-link";
import type { ForumView } from "../queries";

/** The responsible legal person, with the details that the law requires; unknown ones are left out. */
export async function LegalDetails({ locale, person }: { locale: Locale; person: LegalPerson }) {
  const t = await getTranslations({ locale, namespace: "Controller" });
  return (
    <div className="@container grid gap-1">
      <p className="font-semibold">
        <bdi lang="fi">{person.name}</bdi>
      </p>
      <dl className="grid gap-x-4 gap-y-1 @md:grid-cols-[auto_1fr]">
        {person.businessId ? (
          <Detail locale={locale} label={t("businessId")}>
            <bdi dir="ltr">{person.businessId}</bdi>
          </Detail>
        ) : null}
        {person.address ? (
          <Detail locale={locale} label={t("address")}>
            <bdi lang="fi">{person.address}</bdi>
          </Detail>
        ) : null}
        {person.email ? (
          <Detail locale={locale} label={t("email")}>
            <Email address={person.email} />
          </Detail>
        ) : null}
        {person.phone ? (
          <Detail locale={locale} label={t("phone")}>
            <TextLink href={`tel:${person.phone.replace(/[^+\d]/g, "")}`} className="inline-flex min-h-6 items-center">
              <bdi dir="ltr">{person.phone}</bdi>
            </TextLink>
          </Detail>
        ) : null}
        {person.privacyContact ? (
          <Detail locale={locale} label={t("privacyContact")}>
            {person.privacyContact.includes("@") && !/\s/.test(person.privacyContact) ? (
              <Email address={person.privacyContact} />
            ) : (
              <bdi>{person.privacyContact}</bdi>
            )}
          </Detail>
        ) : null}
      </dl>
    </div>
  );
}

function Detail({ locale, label, children }: { locale: Locale; label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">
        <Terms locale={locale}>{label}</Terms>
      </dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Email({ address }: { address: string }) {
  return (
    <TextLink href={`mailto:${address}`} className="inline-flex min-h-6 items-center">
      <bdi dir="ltr">{address}</bdi>
    </TextLink>
  );
}

/** The controller of a registration: the organiser of its forum (GDPR, article 13), with a link to the full notice. */
export async function ForumController({ locale, forum }: { locale: Locale; forum: Pick<ForumView, "organisation"> }) {
  const t = await getTranslations({ locale, namespace: "Controller" });
  return (
    <section aria-labelledby="controller" className="grid gap-2 border-t border-line pt-5 text-sm">
      <h2 id="controller" className="text-base">
        {t("title")}
      </h2>
      <p>{t("text")}</p>
      <LegalDetails locale={locale} person={forum.organisation} />
      {env().DEMO ? <p className="text-ink-soft">{t("invented")}</p> : null}
      <p>
        <Link href={routes.privacy(locale)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
          {t("notice")}
        </Link>
      </p>
    </section>
  );
}
