import "server-only";
import { getTranslations } from "next-intl/server";
import type { Actor } from "@/features/access/schema";
import { permitOr404 } from "@/features/accounts/actor";
import { getCapacity } from "@/features/capacity/queries";
import {
  announceAction,
  cancelForumAction,
  leaveOutAction,
  limitsAction,
  meetingLinkAction,
  moveAction,
} from "@/features/forum-changes/actions";
import { canChangeForum } from "@/features/forum-changes/policy";
import { countListeners, previewCancel } from "@/features/forum-changes/queries";
import { type ForumView, findOnlineUrl, listVenues } from "@/features/forums/queries";
import { languageAction } from "@/features/interpretation/actions";
import { listForumLanguages } from "@/features/interpretation/queries";
import { formatTimeRange } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { SPOKEN_LANGUAGE_CODES, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { inputValue } from "@/i18n/time";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { momentField } from "@/ui/form-fields";
import type { FormField } from "@/ui/form-model";
import { Notice } from "@/ui/notice";
import { venueOptions } from "../../venue-options";
import { poolNames } from "./pool-names";

interface Props {
  locale: Locale;
  /** The page's key: a coordinator's link, or the forum's slug for signed-in users. */
  forumKey: string;
  forum: ForumView;
  actor: Actor;
  /** The id of the session that the reader came for. */
  session?: string;
}

/** Sets the number of places in everything that can be limited. */
export async function LimitsForm({ locale, forumKey, forum }: Props) {
  const [t, { limits }, names] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getCapacity(forum.id),
    poolNames(locale, forum),
  ]);
  const shown = (pool: (typeof names)[number]["pool"]) =>
    pool === "childcare" && forum.childcareCapacity === null ? "" : String(limits[pool] ?? "");
  return (
    <Form
      action={limitsAction.bind(null, locale, forumKey)}
      initial={initialFormState(Object.fromEntries(names.map(({ pool }) => [pool, shown(pool)])))}
      steps={[
        {
          id: "limits",
          fields: [
            ...names.map(
              ({ pool, name }): FormField => ({
                kind: "text",
                name: pool,
                label: name,
                inputMode: "numeric",
                maxLength: 5,
              }),
            ),
            { kind: "hidden", name: "confirmed" },
          ],
        },
      ]}
      words={{ ...(await formLabels(locale, t("saveLimits"))), submitOtherwise: t("limitsSure") }}
    />
  );
}

/** Sets the state of an interpreter, the threshold, and the deadline for ordering one. */
export async function LanguageForm({ locale, forumKey, forum }: Props) {
  const [t, states, spoken, languages] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "LanguageStates" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
    listForumLanguages(forum.id),
  ]);
  const first = languages.find(({ main }) => !main)?.language ?? "fi";
  return (
    <Form
      action={languageAction.bind(null, locale, forumKey)}
      initial={initialFormState({ language: first, state: "requested" })}
      lists={{
        languages: [...new Set([...languages.map(({ language }) => language), ...SPOKEN_LANGUAGE_CODES])].map(
          (value) => ({
            value,
            label: `${SPOKEN_LANGUAGES[value].name} · ${spoken(value)}`,
          }),
        ),
        states: (["requested", "confirmed", "not_available"] as const).map((value) => ({
          value,
          label: states(value),
        })),
      }}
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
            { kind: "text", name: "deadline", label: t("orderBy"), hint: t("orderByHint"), type: "date", ltr: true },
            { kind: "hidden", name: "confirmed" },
          ],
        },
      ]}
      words={{ ...(await formLabels(locale, t("saveLanguage"))), submitOtherwise: t("languageSure") }}
    />
  );
}

/** Moves the forum in time or place. */
export async function MoveForm({ locale, forumKey, forum }: Props) {
  const [t, venues] = await Promise.all([getTranslations({ locale, namespace: "Manage" }), listVenues(forum.id)]);
  return (
    <Form
      action={moveAction.bind(null, locale, forumKey)}
      initial={initialFormState({
        startsAt: inputValue(forum.startsAt),
        endsAt: inputValue(forum.endsAt),
        venue: forum.venueSlug,
      })}
      lists={{ venues: venueOptions(venues) }}
      steps={[
        {
          id: "move",
          fields: [
            momentField("startsAt", t("startsAt")),
            momentField("endsAt", t("endsAt")),
            { kind: "select", name: "venue", label: t("venue"), options: "venues" },
            { kind: "hidden", name: "confirmed" },
          ],
        },
      ]}
      words={{ ...(await formLabels(locale, t("move"))), submitOtherwise: t("moveSure") }}
    />
  );
}

/** Leaves out a session. */
export async function LeaveOutForm({ locale, forumKey, forum, session }: Props) {
  const t = await getTranslations({ locale, namespace: "Manage" });
  return (
    <Form
      action={leaveOutAction.bind(null, locale, forumKey)}
      initial={initialFormState({
        session: (forum.sessions.find(({ id }) => id === session) ?? forum.sessions[0])?.id ?? "",
      })}
      lists={{
        sessions: forum.sessions.map(({ id, text, room, startsAt, endsAt }) => ({
          value: id,
          label: [formatTimeRange(locale, { startsAt, endsAt }), text?.title ?? room].filter(Boolean).join(" · "),
          lang: text?.locale ?? "fi",
        })),
      }}
      steps={[
        {
          id: "leave-out",
          fields: [
            { kind: "radios", name: "session", label: t("leaveOutWhich"), options: "sessions" },
            { kind: "hidden", name: "confirmed" },
          ],
        },
      ]}
      words={{ ...(await formLabels(locale, t("leaveOut"))), submitOtherwise: t("leaveOutSure") }}
      kind="danger"
    />
  );
}

/** Sets where the forum meets online. */
export async function MeetingLinkForm({ locale, forumKey, forum }: Props) {
  const [t, onlineUrl] = await Promise.all([getTranslations({ locale, namespace: "Manage" }), findOnlineUrl(forum.id)]);
  return (
    <Form
      action={meetingLinkAction.bind(null, locale, forumKey)}
      initial={initialFormState({ onlineUrl: onlineUrl ?? "" })}
      steps={[
        {
          id: "link",
          fields: [
            {
              kind: "text",
              name: "onlineUrl",
              label: t("onlineUrl"),
              hint: t("onlineUrlHint"),
              type: "url",
              inputMode: "url",
              autoComplete: "off",
              ltr: true,
              maxLength: 500,
            },
          ],
        },
      ]}
      words={await formLabels(locale, t("saveLink"))}
    />
  );
}

/** Cancels the forum, after showing the effects and asking for a tick. */
export async function CancelForm({ locale, forumKey, forum, actor }: Props) {
  const permit = permitOr404(canChangeForum, actor, { forumId: forum.id, organisationId: forum.organisation.id });
  const [t, { parties, offers, interpreters }] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    previewCancel(permit),
  ]);
  return (
    <>
      <Notice tone="care">{t("cancelConcerns", { parties, offers, interpreters })}</Notice>
      <Form
        action={cancelForumAction.bind(null, locale, forumKey)}
        initial={initialFormState()}
        steps={[{ id: "cancel", fields: [{ kind: "check", name: "sure", label: t("sure") }] }]}
        words={await formLabels(locale, t("cancelForum"))}
        kind="danger"
      />
    </>
  );
}

/** Announces the forum to the people who agreed to hear about later ones, after showing how many they are. */
export async function AnnounceForm({ locale, forumKey, forum, actor }: Props) {
  const permit = permitOr404(canChangeForum, actor, { forumId: forum.id, organisationId: forum.organisation.id });
  const [t, count] = await Promise.all([getTranslations({ locale, namespace: "Manage" }), countListeners(permit)]);
  return (
    <>
      <Notice tone="info">{t("announceConcerns", { count })}</Notice>
      <Form
        action={announceAction.bind(null, locale, forumKey)}
        initial={initialFormState()}
        steps={[{ id: "announce", fields: [] }]}
        words={await formLabels(locale, t("announce"))}
      />
    </>
  );
}
