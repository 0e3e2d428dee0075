import "server-only";
import { UsersRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { permitOr404 } from "@/features/accounts/actor";
import { endResponsibilityAction, giveResponsibilityAction } from "@/features/responsibilities/actions";
import { canNameResponsible } from "@/features/responsibilities/policy";
import { listResponsibilities } from "@/features/responsibilities/queries";
import { RESPONSIBILITY_KINDS } from "@/features/responsibilities/schema";
import { formatTimeRange } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { Button, buttonClass } from "@/ui/button";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { emailField } from "@/ui/form-fields";
import { Link } from "@/ui/link";
import { Section } from "@/ui/section";
import { SessionTitle } from "../../session-title";
import { type ManageProps, subjectOf } from "./manage-sections";

/** Who arranges the forum, hosts its sessions and interprets, with the ways to name people and to end what they do. */
export async function ManageResponsible({ locale, forumKey, forum, actor }: ManageProps) {
  const permit = permitOr404(canNameResponsible, actor, subjectOf(forum));
  const [t, kinds, responsible] = await Promise.all([
    getTranslations({ locale, namespace: "Responsibilities" }),
    getTranslations({ locale, namespace: "ResponsibilityKinds" }),
    listResponsibilities(permit),
  ]);
  const over = forum.state === "past" || forum.state === "cancelled";
  if (over && responsible.length === 0) return null;
  const sessions = new Map(forum.sessions.map((session) => [session.id, session]));
  return (
    <Section id="responsible" title={t("title")} icon={<UsersRound aria-hidden />}>
      {over ? null : <p>{t("hint")}</p>}
      {responsible.length === 0 ? <p>{t("none")}</p> : null}
      <ul className="grid gap-3">
        {responsible.map(({ id, kind, sessionId, name, email }) => (
          <li
            key={id}
            className="flex flex-wrap items-center gap-x-6 gap-y-2 rounded-card border border-line bg-surface p-4"
          >
            <div className="min-w-0 grow">
              <p className="font-semibold">
                <bdi>{name ?? email}</bdi>
              </p>
              <p>
                {kinds(kind)}
                {sessionId ? (
                  <>
                    {" · "}
                    <SessionTitle locale={locale} session={sessions.get(sessionId)} />
                  </>
                ) : null}
              </p>
              {name ? (
                <p className="text-sm break-all text-ink-soft">
                  <bdi dir="ltr">{email}</bdi>
                </p>
              ) : null}
            </div>
            {over ? null : (
              <form action={endResponsibilityAction.bind(null, locale, forumKey, id)}>
                <Button type="submit" kind="secondary">
                  {t("end")}
                  <span className="sr-only">: {t("endOf", { name: name ?? email, what: kinds(kind) })}</span>
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {over ? null : (
        <p>
          <Link href={routes.manageForm(locale, forumKey, "responsible")} className={buttonClass("secondary")}>
            {t("name")}
          </Link>
        </p>
      )}
    </Section>
  );
}

/** The form that names somebody to arrange the forum, host a session or interpret. */
export async function ResponsibleForm({ locale, forumKey, forum }: ManageProps) {
  const [t, kinds] = await Promise.all([
    getTranslations({ locale, namespace: "Responsibilities" }),
    getTranslations({ locale, namespace: "ResponsibilityKinds" }),
  ]);
  return (
    <Form
      action={giveResponsibilityAction.bind(null, locale, forumKey)}
      initial={initialFormState({ kind: forum.sessions.length > 0 ? "hosts" : "arranges" })}
      lists={{
        kinds: RESPONSIBILITY_KINDS.map((value) => ({ value, label: kinds(value) })),
        sessions: [
          { value: "", label: t("whole") },
          ...forum.sessions.map(({ id, text, room, startsAt, endsAt }) => ({
            value: id,
            label: [formatTimeRange(locale, { startsAt, endsAt }), text?.title ?? room].filter(Boolean).join(" · "),
            lang: text?.locale ?? "fi",
          })),
        ],
      }}
      steps={[
        {
          id: "responsible",
          fields: [
            emailField(t("email"), { hint: t("emailHint"), autoComplete: "off", maxLength: 254, required: true }),
            { kind: "radios", name: "kind", label: t("kind"), options: "kinds" },
            { kind: "select", name: "session", label: t("part"), hint: t("partHint"), options: "sessions" },
          ],
        },
      ]}
      words={await formLabels(locale, t("name"))}
    />
  );
}
