import "server-only";
import { randomUUID } from "node:crypto";
import { CalendarClock, CalendarPlus, Headset, Languages, MapPin, SlidersHorizontal } from "lucide-react";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Fragment } from "react";
import { permitOr404 } from "@/features/accounts/actor";
import { partsOf } from "@/features/content/schema";
import {
  closeForumAction,
  copyForumAction,
  editDetailsAction,
  editDraftAction,
  publishForumAction,
  unpublishForumAction,
} from "@/features/forum-planning/actions";
import { canCloseForum, canCopyForum, canPlanForum } from "@/features/forum-planning/policy";
import { findOutcome, findPlan, type PlanView } from "@/features/forum-planning/queries";
import { checkPlan, plannedLanguages } from "@/features/forum-planning/rules";
import { FURTHER_DATES, LANGUAGE_BOXES, REPEATS } from "@/features/forum-planning/schema";
import { listVenues } from "@/features/forums/queries";
import { FORUM_KINDS } from "@/features/forums/schema";
import { ForumNotes } from "@/features/session-notes/components/forum-notes";
import { canReadForumNotes } from "@/features/session-notes/policy";
import { listForumNotes } from "@/features/session-notes/queries";
import { Clashes } from "@/features/year-calendar/components/clashes";
import type { Locale } from "@/i18n/locales";
import { languageOf, OwnName } from "@/i18n/localized";
import { SPOKEN_LANGUAGE_CODES, type SpokenLanguage } from "@/i18n/spoken-languages";
import { inputValue } from "@/i18n/time";
import { Button } from "@/ui/button";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { contactFields, LOCALE_OPTIONS, momentField } from "@/ui/form-fields";
import type { FormField, FormStep } from "@/ui/form-model";
import { LanguageForStaff } from "../../language-for-staff";
import { SessionTitle } from "../../session-title";
import { venueOptions } from "../../venue-options";
import type { ManageProps } from "./manage-sections";
import { Checklist } from "./plan-sections";

/** Everything about a draft except its words and its programme; of a published forum, what nobody must be told of. */
export async function EditForm({ locale, forumKey, forum, actor }: ManageProps) {
  const permit = permitOr404(canPlanForum, actor, { forumId: forum.id, organisationId: forum.organisation.id });
  const [t, kinds, plan, venues] = await Promise.all([
    getTranslations({ locale, namespace: "Plan" }),
    getTranslations({ locale, namespace: "Kinds" }),
    findPlan(permit, locale),
    listVenues(forum.id),
  ]);
  if (!plan) notFound();
  const isDraft = plan.status === "draft";
  const { main, interpreted } = plannedLanguages(plan);
  const number = (name: string, label: string, hint: string): FormField => ({
    kind: "text",
    name,
    label,
    hint,
    inputMode: "numeric",
    maxLength: 5,
  });
  const ticked = (prefix: string, codes: readonly string[]) => codes.map((code) => [`${prefix}${code}`, "on"] as const);
  const languages = Object.fromEntries([
    ...ticked(LANGUAGE_BOXES.main, main),
    ...ticked(LANGUAGE_BOXES.interpreted, interpreted),
  ]);
  const kind: FormField = { kind: "radios", name: "kind", label: t("kind"), options: "kinds", columns: true };
  const opens = momentField("registrationOpensAt", t("opensAt"), { hint: t("opensAtHint") });
  const closes = momentField("registrationClosesAt", t("closesAt"), { hint: t("closesAtHint") });
  const served: FormField[] = [
    { kind: "check", name: "servesMeal", label: t("servesMeal"), hint: t("servesMealHint") },
    { kind: "check", name: "arrangesAccess", label: t("arrangesAccess"), hint: t("arrangesAccessHint") },
  ];
  const steps: FormStep[] = isDraft
    ? [
        {
          id: "time",
          title: t("timeTitle"),
          icon: <CalendarClock aria-hidden />,
          fields: [kind, momentField("startsAt", t("startsAt")), momentField("endsAt", t("endsAt")), opens, closes],
        },
        {
          id: "place",
          title: t("placeTitle"),
          icon: <MapPin aria-hidden />,
          fields: [
            { kind: "select", name: "venue", label: t("venue"), options: "venues" },
            {
              kind: "text",
              name: "onlineUrl",
              label: t("onlineUrl"),
              hint: t("onlineUrlHint"),
              type: "url",
              inputMode: "url",
              ltr: true,
              maxLength: 500,
            },
            number("capacity", t("capacity"), t("capacityHint")),
            number("childcareCapacity", t("childcare"), t("childcareHint")),
            ...served,
          ],
        },
        await languagesStep(locale, plan),
        await contactStep(locale),
      ]
    : [
        {
          id: "details",
          title: t("detailsTitle"),
          icon: <SlidersHorizontal aria-hidden />,
          fields: [kind, opens, closes, ...served],
        },
        await contactStep(locale),
      ];
  return (
    <Form
      action={(isDraft ? editDraftAction : editDetailsAction).bind(null, locale, forumKey)}
      initial={initialFormState({
        kind: plan.kind,
        startsAt: inputValue(plan.startsAt),
        endsAt: inputValue(plan.endsAt),
        registrationOpensAt: plan.registrationOpensAt ? inputValue(plan.registrationOpensAt) : "",
        registrationClosesAt: plan.registrationClosesAt ? inputValue(plan.registrationClosesAt) : "",
        venue: plan.venueSlug,
        onlineUrl: plan.onlineUrl ?? "",
        capacity: plan.capacity === null ? "" : String(plan.capacity),
        childcareCapacity: plan.childcareCapacity === null ? "" : String(plan.childcareCapacity),
        servesMeal: plan.servesMeal ? "on" : "",
        arrangesAccess: plan.arrangesAccess ? "on" : "",
        contactName: plan.contactName,
        contactEmail: plan.contactEmail,
        contactPhone: plan.contactPhone ?? "",
        contactLocale: plan.contactLocale,
        ...languages,
      })}
      usual={languages}
      lists={{
        kinds: FORUM_KINDS.map((value) => ({ value, label: kinds(value) })),
        venues: venueOptions(venues),
        locales: LOCALE_OPTIONS,
      }}
      steps={steps}
      words={await formLabels(locale, t("save"))}
    />
  );
}

/** The step that asks in which languages a draft is held and interpreted. */
async function languagesStep(locale: Locale, plan: PlanView): Promise<FormStep> {
  const t = await getTranslations({ locale, namespace: "Plan" });
  const { main, interpreted } = plannedLanguages(plan);
  const boxes = (prefix: string): FormField[] =>
    SPOKEN_LANGUAGE_CODES.map((language) => ({
      kind: "check",
      name: `${prefix}${language}`,
      label: <LanguageForStaff locale={locale} language={language} />,
    }));
  const named = (codes: readonly SpokenLanguage[]) =>
    codes.map((language, n) => (
      <Fragment key={language}>
        {n > 0 ? ", " : ""}
        <LanguageForStaff language={language} locale={locale} />
      </Fragment>
    ));
  return {
    id: "languages",
    title: t("languagesTitle"),
    hint: t("languagesHint"),
    icon: <Languages aria-hidden />,
    fields: [
      {
        kind: "fold",
        id: "main",
        label: t("languagesMain"),
        usual: named(main),
        open: main.length === 0,
        fields: [
          {
            kind: "group",
            id: "main-languages",
            label: t("languagesMain"),
            columns: true,
            fields: boxes(LANGUAGE_BOXES.main),
          },
        ],
      },
      {
        kind: "fold",
        id: "interpreted",
        label: t("languagesInterpreted"),
        usual: named(interpreted),
        fields: [
          {
            kind: "group",
            id: "interpreted-languages",
            label: t("languagesInterpreted"),
            columns: true,
            fields: boxes(LANGUAGE_BOXES.interpreted),
          },
        ],
      },
    ],
  };
}

/** The step that asks whom readers and parties turn to. */
async function contactStep(locale: Locale): Promise<FormStep> {
  const t = await getTranslations({ locale, namespace: "Plan" });
  return {
    id: "contact",
    title: t("contactTitle"),
    icon: <Headset aria-hidden />,
    hint: t("contactHint"),
    fields: [
      ...contactFields(
        { name: t("contactName"), email: t("contactEmail"), phone: t("contactPhone") },
        { nameLength: 120 },
      ),
      { kind: "select", name: "contactLocale", label: t("contactLocale"), options: "locales" },
    ],
  };
}

/** Makes drafts of a forum for one day or several. Asks when and where, with the former answers filled in. */
export async function CopyForm({ locale, forumKey, forum, actor }: ManageProps) {
  permitOr404(canCopyForum, actor, { forumId: forum.id, organisationId: forum.organisation.id });
  const [t, venues] = await Promise.all([getTranslations({ locale, namespace: "Plan" }), listVenues()]);
  const day = (name: string, label: string, more: { hint?: string; required?: boolean } = {}): FormField => ({
    kind: "text",
    name,
    label,
    type: "date",
    ltr: true,
    ...more,
  });
  const time = (name: string, label: string): FormField => ({
    kind: "text",
    name,
    label,
    type: "time",
    ltr: true,
    required: true,
  });
  const further = FURTHER_DATES.map((name, n) => day(name, t("dateNumber", { number: String(n + 2) })));
  return (
    <Form
      action={copyForumAction.bind(null, locale, forumKey)}
      initial={initialFormState({
        startTime: inputValue(forum.startsAt).slice(11),
        endTime: inputValue(forum.endsAt).slice(11),
        venue: venues.some(({ slug }) => slug === forum.venueSlug) ? forum.venueSlug : "",
        every: "",
      })}
      lists={{
        venues: [{ value: "", label: t("venueChoose") }, ...venueOptions(venues)],
        rhythms: [
          { value: "", label: t("everyNone") },
          ...REPEATS.map((value) => ({ value, label: t("everyWeeks", { weeks: Number(value) }) })),
        ],
      }}
      steps={[
        {
          id: "again",
          title: t("timeTitle"),
          icon: <CalendarClock aria-hidden />,
          fields: [
            day("date", t("date"), { required: true }),
            time("startTime", t("startsAt")),
            time("endTime", t("endsAt")),
            { kind: "select", name: "venue", label: t("venue"), options: "venues" },
          ],
        },
        {
          id: "series",
          title: t("seriesTitle"),
          icon: <CalendarPlus aria-hidden />,
          hint: t("seriesHint"),
          fields: [
            {
              kind: "fold",
              id: "dates",
              label: t("seriesOpen"),
              fields: [
                { kind: "select", name: "every", label: t("every"), options: "rhythms" },
                day("until", t("until"), { hint: t("untilHint") }),
                ...further,
              ],
            },
            { kind: "hidden", name: "confirmed" },
          ],
        },
      ]}
      words={{ ...(await formLabels(locale, t("copy"))), submitOtherwise: t("copySeveral") }}
    />
  );
}

/** Publishes a draft; what is missing stands above. */
export async function PublishForm({ locale, forumKey, forum, actor }: ManageProps) {
  const permit = permitOr404(canPlanForum, actor, { forumId: forum.id, organisationId: forum.organisation.id });
  const [t, plan] = await Promise.all([getTranslations({ locale, namespace: "Plan" }), findPlan(permit, locale)]);
  if (!plan) notFound();
  return (
    <>
      <Checklist locale={locale} findings={checkPlan(plan, new Date())} level="h2" />
      <Clashes locale={locale} place={forum.place} startsAt={plan.startsAt} endsAt={plan.endsAt} level="h2" />
      <Form
        action={publishForumAction.bind(null, locale, forumKey)}
        initial={initialFormState()}
        steps={[{ id: "publish", fields: [] }]}
        words={await formLabels(locale, t("publishNow"))}
      />
    </>
  );
}

/** Turns a published forum back into a draft, after a tick. */
export async function UnpublishForm({ locale, forumKey }: ManageProps) {
  const t = await getTranslations({ locale, namespace: "Plan" });
  return (
    <Form
      action={unpublishForumAction.bind(null, locale, forumKey)}
      initial={initialFormState()}
      steps={[{ id: "unpublish", fields: [{ kind: "check", name: "sure", label: t("unpublishSure") }] }]}
      words={await formLabels(locale, t("unpublish"))}
      kind="danger"
    />
  );
}

/** The outcome of a forum that has been held, in the language of its original texts. */
export async function CloseForm({ locale, forumKey, forum, actor, done }: ManageProps & { done?: unknown }) {
  const subject = { forumId: forum.id, organisationId: forum.organisation.id };
  const permit = permitOr404(canCloseForum, actor, subject);
  const [t, parts, notesOf, text, notes] = await Promise.all([
    getTranslations({ locale, namespace: "Plan" }),
    getTranslations({ locale, namespace: "TextParts" }),
    getTranslations({ locale, namespace: "SessionNotes" }),
    findOutcome(permit),
    listForumNotes(permitOr404(canReadForumNotes, actor, subject)),
  ]);
  if (!text) notFound();
  const language = languageOf(text.language, locale);
  const form = randomUUID();
  return (
    <>
      <FlashMessage done={done} messages={{ taken: notesOf("doneTaken") }} />
      <Form
        // A note that was taken has changed the draft: the form begins again with it.
        key={text.text.drafts[0]?.at.getTime()}
        action={closeForumAction.bind(null, locale, forumKey)}
        initial={initialFormState({ outcome: text.outcome, form, follows: text.follows ?? "" })}
        steps={[
          {
            id: "close",
            fields: [
              { kind: "hidden", name: "form" },
              { kind: "hidden", name: "follows" },
              {
                kind: "text",
                name: "outcome",
                label: parts("forum_outcome"),
                hint: t.rich("outcomeHint", { language: () => <OwnName language={text.language} locale={locale} /> }),
                lines: 6,
                maxLength: partsOf("forum").get("outcome")?.most ?? 0,
                required: true,
                language,
              },
            ],
          },
        ]}
        words={await formLabels(locale, t("close"))}
      >
        <ForumNotes
          locale={locale}
          notes={notes}
          titleOf={(id) => <SessionTitle locale={locale} session={forum.sessions.find((one) => one.id === id)} />}
          hint={notesOf.rich("takeHint", { language: () => <OwnName language={text.language} locale={locale} /> })}
          below={(note) => (
            <div>
              <Button type="submit" kind="secondary" name="take" value={note.id}>
                {notesOf("take")}
              </Button>
            </div>
          )}
        />
      </Form>
    </>
  );
}
