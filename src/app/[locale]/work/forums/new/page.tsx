import { CalendarClock, PenLine, Shapes } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { createForumAction } from "@/features/forum-planning/actions";
import { canCreateForum, canOpenForumMaking } from "@/features/forum-planning/policy";
import { listVenues } from "@/features/forums/queries";
import { FORUM_KINDS } from "@/features/forums/schema";
import { listOrganisations } from "@/features/users/queries";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { LOCALE_OPTIONS, momentField } from "@/ui/form-fields";
import type { FormField } from "@/ui/form-model";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { type LocaleParams, localeOf } from "../../../locale-params";
import { venueOptions } from "../../../venue-options";
import { WorkspaceFrame } from "../../../workspace-frame";

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: LocaleParams) {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Plan" });
  return privateMetadata(t("newTitle"));
}

/**
 * Where staff make a forum: its words in one language, its time, place and organisation. Everything else follows in the
 * draft.
 */
export default async function NewForumPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.newForum(locale));
  const { actor } = session;
  permitOr404(canOpenForumMaking, actor, null);
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
  return (
    <WorkspaceFrame locale={locale} path={routes.newForum(locale)} session={session} part="work" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("newTitle")}</h1>
          <p>{t("newText")}</p>
          <p>
            <TextLink href={routes.work(locale)} className="inline-flex min-h-11 items-center">
              {t("backToWork")}
            </TextLink>
          </p>
        </header>
        <Form
          action={createForumAction.bind(null, locale)}
          initial={initialFormState({
            organisation: organisations[0]?.id ?? "",
            language: locale,
            kind: "family_evening",
            venue: "",
          })}
          lists={{
            organisations: organisations.map(({ id, name }) => ({ value: id, label: name, lang: "fi" })),
            languages: LOCALE_OPTIONS,
            kinds: FORUM_KINDS.map((value) => ({ value, label: kinds(value) })),
            venues: [{ value: "", label: t("venueChoose") }, ...venueOptions(venues)],
          }}
          steps={[
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
          ]}
          words={await formLabels(locale, t("create"))}
        />
      </div>
    </WorkspaceFrame>
  );
}
