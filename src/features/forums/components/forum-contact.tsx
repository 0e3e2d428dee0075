import { Mail, Phone } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { TextLink } from "@/ui/text-link";
import type { ForumView } from "../queries";
import { ForumSection } from "./forum-section";

/** Whom to ask about a forum, and who organises it. */
export async function ForumContact({ locale, forum }: { locale: Locale; forum: ForumView }) {
  const t = await getTranslations({ locale, namespace: "Forum" });
  return (
    <ForumSection id="contact" title={t("contact")} icon={<Phone aria-hidden />}>
      <p className="print:hidden">{t("contactText")}</p>
      <p>
        <bdi>{forum.contact.name}</bdi> · <span className="sr-only">{t("organiser")}: </span>
        {forum.organisation.url ? (
          <TextLink href={forum.organisation.url} rel="noreferrer">
            <bdi lang="fi">{forum.organisation.name}</bdi>
          </TextLink>
        ) : (
          <bdi lang="fi">{forum.organisation.name}</bdi>
        )}
      </p>
      <p className="flex flex-wrap gap-x-6">
        {forum.contact.phone ? (
          <TextLink
            href={`tel:${forum.contact.phone.replace(/[^+\d]/g, "")}`}
            className="inline-flex min-h-11 items-center gap-2 print:min-h-0"
          >
            <Phone aria-hidden className="size-5" />
            <bdi dir="ltr">{forum.contact.phone}</bdi>
          </TextLink>
        ) : null}
        <TextLink
          href={`mailto:${forum.contact.email}`}
          className="inline-flex min-h-11 items-center gap-2 print:min-h-0"
        >
          <Mail aria-hidden className="size-5" />
          <bdi dir="ltr">{forum.contact.email}</bdi>
        </TextLink>
      </p>
    </ForumSection>
  );
}
