import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { Card } from "@/ui/card";
import { TextLink } from "@/ui/text-link";

interface Props {
  locale: Locale;
  name: string;
  address?: string;
  phone: string;
  email: string;
  /** The address of its front page. */
  website: string;
}

/** How to reach an authority that supervises the portal. */
export async function Authority({ locale, name, address, phone, email, website }: Props) {
  const [t, words] = await Promise.all([
    getTranslations({ locale, namespace: "Controller" }),
    getTranslations({ locale, namespace: "Accessibility" }),
  ]);
  return (
    <Card className="grid gap-1">
      <p className="font-semibold">{name}</p>
      {address ? (
        <p>
          <bdi lang={locale === "sv" ? "sv" : "fi"}>{address}</bdi>
        </p>
      ) : null}
      <p>
        {t("phone")}:{" "}
        <TextLink href={`tel:+358${phone.replace(/\D/g, "").slice(1)}`} className="inline-flex min-h-6 items-center">
          <bdi dir="ltr">{phone}</bdi>
        </TextLink>
      </p>
      <p>
        {t("email")}:{" "}
        <TextLink href={`mailto:${email}`} className="inline-flex min-h-6 items-center">
          <bdi dir="ltr">{email}</bdi>
        </TextLink>
      </p>
      <p>
        {words("website")}:{" "}
        <TextLink href={website} rel="noreferrer" className="inline-flex min-h-6 items-center">
          <bdi dir="ltr">{new URL(website).host}</bdi>
        </TextLink>
      </p>
    </Card>
  );
}
