import { BookOpenText, CalendarClock } from "lucide-react";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404 } from "@/features/accounts/actor";
import { canWriteText } from "@/features/content/policy";
import { findTextOf } from "@/features/content/queries";
import { partsOf } from "@/features/content/schema";
import { saveSessionAction } from "@/features/forum-changes/programme/actions";
import { LANGUAGE_BOX } from "@/features/forum-changes/programme/schema";
import type { ForumView } from "@/features/forums/queries";
import { TRACKS } from "@/features/forums/schema";
import { canNameResponsible } from "@/features/responsibilities/policy";
import { listResponsibilities } from "@/features/responsibilities/queries";
import { formatList } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { inputValue } from "@/i18n/time";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { LOCALE_OPTIONS, momentField } from "@/ui/form-fields";
import type { FormStep } from "@/ui/form-model";
import { TextLink } from "@/ui/text-link";
import { LanguageForStaff } from "../../../../language-for-staff";
import { LinkOrSessionFrame } from "../../../../link-or-session-frame";
import { subjectOf } from "../../manage-sections";
import { manageMetadata, readManagedForum } from "../../read-managed-forum";

interface Props {
  params: Promise<{ locale: string; forumKey: string; session: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata(props: Props) {
  return manageMetadata(props, (await props.params).session === "new" ? "addSession" : "changeSession");
}

/** Adds or changes a session, on its own page, so that the form comes back here without a script. */
export default async function SessionPage(props: Props) {
  const { locale, forumKey, forum, actor, session: login } = await readManagedForum(props);
  const { session: key } = await props.params;
  const session = forum.sessions.find(({ id }) => id === key);
  if ((key !== "new" && !session) || forum.state === "past" || forum.state === "cancelled") notFound();
  const permit = permitOr404(canNameResponsible, actor, subjectOf(forum));
  const [t, tracks, text, responsible] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "Tracks" }),
    session ? findTextOf({ kind: "session", id: session.id }) : null,
    listResponsibilities(permit),
  ]);
  const writable =
    text &&
    Permit.ask(canWriteText, actor, {
      ...subjectOf(forum),
      itemId: text.itemId,
      language: text.sourceLanguage,
      sourceLanguage: text.sourceLanguage,
    });
  const hosts = responsible.filter(({ kind, sessionId }) => kind === "hosts" && sessionId === session?.id);
  const slot = await timeAndPlace(locale, forum, session, hosts);
  return (
    <LinkOrSessionFrame locale={locale} path={routes.manageSession(locale, forumKey, key)} session={login}>
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t(session ? "changeSession" : "addSession")}</h1>
          <p
            className="font-display text-xl font-bold"
            {...languageOf(session?.text?.locale ?? forum.text.locale, locale)}
          >
            {session ? (session.text?.title ?? session.room) : forum.text.title}
          </p>
          <p>{t(session ? "changeSessionHint" : "addSessionHint")}</p>
          <p className="flex flex-wrap gap-x-6">
            <TextLink href={routes.manage(locale, forumKey)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
            {writable && actor.kind === "user" ? (
              <TextLink
                href={routes.text(locale, text.itemId, text.sourceLanguage)}
                className="inline-flex min-h-11 items-center"
              >
                {t("sessionText")}
              </TextLink>
            ) : null}
            {session ? (
              <TextLink
                href={routes.manageForm(locale, forumKey, "programme", { session: session.id })}
                className="inline-flex min-h-11 items-center"
              >
                {t("leaveOut")}
              </TextLink>
            ) : null}
          </p>
        </header>
        <Form
          action={saveSessionAction.bind(null, locale, forumKey, session?.id ?? "new")}
          initial={initialFormState({
            language: locale,
            startsAt: inputValue(session?.startsAt ?? forum.startsAt),
            endsAt: inputValue(session?.endsAt ?? forum.endsAt),
            room: session?.room ?? "",
            capacity: String(session?.capacity ?? ""),
            track: session?.track ?? "",
            ...Object.fromEntries((session?.languages ?? []).map((language) => [`${LANGUAGE_BOX}${language}`, "on"])),
          })}
          lists={{
            locales: LOCALE_OPTIONS,
            tracks: [
              { value: "", label: t("sessionTrackNone") },
              ...TRACKS.map((value) => ({ value, label: tracks(value) })),
            ],
          }}
          steps={session ? [slot] : [await sessionWords(locale), slot]}
          words={{ ...(await formLabels(locale, t("sessionSave"))), submitOtherwise: t("sessionSure") }}
        />
      </div>
    </LinkOrSessionFrame>
  );
}

/** The step of a new session that asks for its words. */
async function sessionWords(locale: Locale): Promise<FormStep> {
  const [t, parts] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "TextParts" }),
  ]);
  const most = (part: string) => partsOf("session").get(part)?.most ?? 0;
  return {
    id: "words",
    title: t("sessionWords"),
    icon: <BookOpenText aria-hidden />,
    hint: t("sessionWordsHint"),
    fields: [
      { kind: "select", name: "language", label: t("sessionLanguage"), options: "locales" },
      { kind: "text", name: "title", label: parts("session_title"), maxLength: most("title"), required: true },
      {
        kind: "text",
        name: "description",
        label: parts("session_description"),
        maxLength: most("description"),
        lines: 3,
      },
    ],
  };
}

/** The step that asks when and where a session is, in which languages, and who hosts it. */
async function timeAndPlace(
  locale: Locale,
  forum: ForumView,
  session: ForumView["sessions"][number] | undefined,
  hosts: readonly { name: string | null; email: string }[],
): Promise<FormStep> {
  const [t, words] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "Responsibilities" }),
  ]);
  const offered = [...new Set([...forum.languages.map(({ language }) => language), ...(session?.languages ?? [])])];
  return {
    id: "slot",
    title: t("sessionTime"),
    icon: <CalendarClock aria-hidden />,
    fields: [
      momentField("startsAt", t("startsAt"), { required: true }),
      momentField("endsAt", t("endsAt"), { required: true }),
      { kind: "text", name: "room", label: t("sessionRoom"), maxLength: 100 },
      {
        kind: "text",
        name: "capacity",
        label: t("sessionCapacity"),
        hint: t("sessionCapacityHint"),
        inputMode: "numeric",
        maxLength: 5,
      },
      { kind: "select", name: "track", label: t("sessionTrack"), options: "tracks" },
      {
        kind: "group",
        id: "languages",
        label: t("sessionLanguages"),
        ...(offered.length === 0 && { hint: t("sessionLanguagesNone") }),
        columns: true,
        fields: offered.map((language) => ({
          kind: "check",
          name: `${LANGUAGE_BOX}${language}`,
          label: <LanguageForStaff locale={locale} language={language} />,
        })),
      },
      {
        kind: "text",
        name: "host",
        label: words("host"),
        hint: (
          <>
            {words("hostHint")}{" "}
            {hosts.length > 0
              ? words("hostsNow", {
                  names: formatList(
                    locale,
                    hosts.map(({ name, email }) => name ?? email),
                  ),
                })
              : null}
          </>
        ),
        type: "email",
        inputMode: "email",
        autoComplete: "off",
        ltr: true,
        maxLength: 254,
      },
      { kind: "hidden", name: "confirmed" },
    ],
  };
}
