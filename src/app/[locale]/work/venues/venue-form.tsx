import "server-only";
import { MapPin, MessageCircle } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import type { FormStep } from "@/ui/form-model";

/** A venue's name and place. */
export async function placeStep(locale: Locale): Promise<FormStep> {
  const t = await getTranslations({ locale, namespace: "Venues" });
  return {
    id: "place",
    title: t("placeTitle"),
    icon: <MapPin aria-hidden />,
    fields: [
      { kind: "text", name: "name", label: t("name"), hint: t("nameHint"), maxLength: 120, required: true },
      { kind: "check", name: "online", label: t("online"), hint: t("onlineHint") },
      { kind: "text", name: "streetAddress", label: t("street"), maxLength: 120, language: { lang: "fi" } },
      {
        kind: "text",
        name: "postalCode",
        label: t("postalCode"),
        inputMode: "numeric",
        maxLength: 5,
        ltr: true,
      },
      { kind: "select", name: "municipality", label: t("municipality"), options: "municipalities" },
      { kind: "text", name: "point", label: t("point"), hint: t("pointHint"), maxLength: 60, ltr: true },
    ],
  };
}

/** A venue's first text: how to get there and in. */
export async function textStep(locale: Locale): Promise<FormStep> {
  const [t, parts] = await Promise.all([
    getTranslations({ locale, namespace: "Venues" }),
    getTranslations({ locale, namespace: "TextParts" }),
  ]);
  return {
    id: "text",
    title: t("textTitle"),
    hint: t("textHint"),
    icon: <MessageCircle aria-hidden />,
    fields: [
      { kind: "select", name: "language", label: t("language"), options: "languages" },
      { kind: "text", name: "accessibility", label: parts("venue_accessibility"), maxLength: 4000, lines: 4 },
      { kind: "text", name: "directions", label: parts("venue_directions"), maxLength: 4000, lines: 4 },
    ],
  };
}
