import "server-only";
import { CalendarClock, PenLine, Shapes } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";
import { canCreateForum } from "@/features/forum-planning/policy";
import { listVenues } from "@/features/forums/queries";
import { FORUM_KINDS } from "@/features/forums/schema";
import { listOrganisations } from "@/features/users/queries";
import type { Locale } from "@/i18n/locales";
import { formLabels } from "@/ui/form-answer";
import { LOCALE_OPTIONS, momentField } from "@/ui/form-fields";
import type { FormField, FormStep } from "@/ui/form-model";
import { venueOptions } from "../venue-options";

/** The form that makes a forum of one of the actor's organisations, and its usual answers. */
export async function newForumForm(locale: Locale, actor: Actor) {
  const [t, kinds, parts, venues, all] = await Promise.all([
    getTranslations({ locale, namespace: "Plan" }),
    getTranslations({ locale, namespace: "Kinds" }),
    getTranslations({ locale, namespace: "TextParts" }),
    listVenues(),
    listOrganisations(),
  ]);
  const organisations = all.filter(({ id }) => Permit.ask(canCreateForum, actor, { organisationId: id }));
  const line = (
    name: string,
    label: string,
    maxLength: number,
    more: { lines?: number; hint?: string } = {},
  ): FormField => ({
    kind: "text",
    name,
    label,
    maxLength,
    required: true,
    ...more,
  });
  const steps: FormStep[] = [
    {
      id: "what",
      title: t("whatTitle"),
      icon: <Shapes aria-hidden />,
      fields: [
        { kind: "select", name: "organisation", label: t("organisation"), options: "organisations" },
        { kind: "radios", name: "kind", label: t("kind"), options: "kinds", columns: true },
      ],
    },
    {
      id: "time",
      title: t("timeTitle"),
      icon: <CalendarClock aria-hidden />,
      fields: [
        momentField("startsAt", t("startsAt"), { required: true }),
        momentField("endsAt", t("endsAt"), { required: true }),
        { kind: "select", name: "venue", label: t("venue"), options: "venues" },
      ],
    },
    {
      id: "words",
      title: t("wordsTitle"),
      icon: <PenLine aria-hidden />,
      hint: t("wordsHint"),
      fields: [
        { kind: "select", name: "language", label: t("language"), options: "languages" },
        line("title", parts("forum_title"), 200, { hint: t("titleHint") }),
        line("summary", parts("forum_summary"), 600, { lines: 2 }),
        line("description", parts("forum_description"), 20_000, { lines: 6 }),
        line("audience", parts("forum_audience"), 600, { lines: 2 }),
      ],
    },
  ];
  return {
    usual: { organisation: organisations[0]?.id ?? "", language: locale, kind: "family_evening", venue: "" },
    lists: {
      organisations: organisations.map(({ id, name }) => ({ value: id, label: name, lang: "fi" })),
      languages: LOCALE_OPTIONS,
      kinds: FORUM_KINDS.map((value) => ({ value, label: kinds(value) })),
      venues: [{ value: "", label: t("venueChoose") }, ...venueOptions(venues)],
    },
    steps,
    words: await formLabels(locale, t("create")),
  };
}
