import { Lock, ShieldCheck, UserCog } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { Id, ROLES } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { findForumSubject, listForumSessions, listForumsOf } from "@/features/forums/queries";
import { lockAction, removeFactorAction, revokeAction, userAction } from "@/features/users/actions";
import { canLockUser, canManageUser } from "@/features/users/policy";
import { getUser, listOrganisations } from "@/features/users/queries";
import { formatDateTime, formatNumericDate } from "@/i18n/formatting";
import { Button } from "@/ui/button";
import { FlashMessage } from "@/ui/flash-message";
import { Form, type FormField } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { Tag } from "@/ui/tag";
import { TEXT_LINK } from "@/ui/text-link";
import { localeOf } from "../../../locale-params";
import { WorkspaceFrame } from "../../../workspace-frame";

interface Props {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Users" });
  return { title: t("one"), robots: { index: false, follow: false }, referrer: "same-origin" };
}

/** One account: what its owner does in the network, and whether they get in. */
export default async function UserPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const wanted = Id.safeParse((await params).id);
  const session = await requireLoginSession(locale, `/${locale}/work/users`);
  if (!wanted.success) notFound();
  const id = wanted.data;
  const permit = permitOr404(canManageUser, session.actor, { userId: id });
  const user = await getUser(permit);
  if (!user) notFound();
  const { done } = await searchParams;
  const [t, errors, roles, organisations, forums] = await Promise.all([
    getTranslations({ locale, namespace: "Users" }),
    getTranslations({ locale, namespace: "AccountErrors" }),
    getTranslations({ locale, namespace: "Roles" }),
    listOrganisations(),
    listForumsOf(locale, "all"),
  ]);
  const sessions = await listForumSessions(
    locale,
    forums.map(({ slug }) => slug),
  );
  const forumChoices = await Promise.all(
    forums.map(async (forum) => ({ forum, id: (await findForumSubject({ slug: forum.slug }))?.forumId ?? "" })),
  );
  const titles = new Map(
    forums.map(({ slug, text, startsAt }) => [slug, `${text.title} ${formatNumericDate(startsAt)}`]),
  );
  const check = (name: string, label: string): FormField => ({ kind: "check", name, label });
  const on = (prefix: string, ids: readonly string[]) => ids.map((each) => [`${prefix}:${each}`, "on"]);
  const mayLock = Permit.ask(canLockUser, session.actor, { userId: id }) !== null;
  return (
    <WorkspaceFrame locale={locale} path={`/work/users/${id}`} session={session} part="users">
      <div className="mx-auto grid w-full max-w-3xl gap-10">
        <header className="grid gap-3">
          <p>
            <Link
              href={`/${locale}/work/users` as Route}
              prefetch={false}
              className={`${TEXT_LINK} inline-flex min-h-11 items-center`}
            >
              {t("back")}
            </Link>
          </p>
          <h1 className="text-3xl">
            <bdi>{user.name ?? user.email}</bdi>
          </h1>
          <p className="flex flex-wrap items-center gap-3">
            <bdi dir="ltr" className="wrap-anywhere">
              {user.email}
            </bdi>
            {user.locked ? <Tag tone="stop">{t("locked")}</Tag> : null}
          </p>
          <p className="text-ink-soft">
            {t("lastSeen")}: {user.lastSeenAt ? formatDateTime(locale, user.lastSeenAt) : t("never")} ·{" "}
            {t("sessions", { count: user.sessions })}
          </p>
          <FlashMessage
            done={done}
            messages={{
              changed: t("doneChanged"),
              locked: t("doneLocked"),
              unlocked: t("doneUnlocked"),
              revoked: t("doneRevoked"),
              factor: t("doneFactor"),
              last_administrator: { text: errors("last_administrator"), tone: "stop" },
            }}
          />
        </header>
        <Section title={t("work")} icon={<UserCog aria-hidden />}>
          <p>{t("workText")}</p>
          <Form
            action={userAction.bind(null, locale, id)}
            initial={initialFormState(
              Object.fromEntries([
                ...on("role", user.roles),
                ...on("organisation", user.organisationIds),
                ...on("forum", user.forumIds),
                ...on("session", user.sessionIds),
              ]),
            )}
            steps={[
              {
                id: "work",
                fields: [
                  {
                    kind: "group",
                    id: "roles",
                    label: t("roles"),
                    columns: true,
                    fields: ROLES.map((role) => check(`role:${role}`, roles(role))),
                  },
                  {
                    kind: "group",
                    id: "organisations",
                    label: t("organisations"),
                    columns: true,
                    fields: organisations.map((each) => check(`organisation:${each.id}`, each.name)),
                  },
                  {
                    kind: "fold",
                    id: "forums",
                    label: t("forums"),
                    openWhen: user.forumIds.map((each) => `forum:${each}`),
                    fields: forumChoices.map(({ forum, id: forumId }) =>
                      check(`forum:${forumId}`, titles.get(forum.slug) ?? forum.slug),
                    ),
                  },
                  {
                    kind: "fold",
                    id: "tables",
                    label: t("tables"),
                    openWhen: user.sessionIds.map((each) => `session:${each}`),
                    fields: sessions.map((each) =>
                      check(`session:${each.id}`, `${titles.get(each.slug) ?? each.slug}: ${each.title}`),
                    ),
                  },
                ],
              },
            ]}
            words={await formLabels(locale, t("save"))}
          />
        </Section>
        <Section title={t("entry")} icon={<ShieldCheck aria-hidden />}>
          <p>{user.hasSecondFactor ? t("factorAdded") : t("factorNone")}</p>
          {mayLock ? (
            <div className="flex flex-wrap gap-3">
              <form action={revokeAction.bind(null, locale, id)}>
                <Button type="submit" kind="secondary">
                  {t("revoke")}
                </Button>
              </form>
              {user.hasSecondFactor ? (
                <form action={removeFactorAction.bind(null, locale, id)}>
                  <Button type="submit" kind="danger">
                    {t("removeFactor")}
                  </Button>
                </form>
              ) : null}
              <form action={lockAction.bind(null, locale, id, !user.locked)}>
                <Button type="submit" kind={user.locked ? "secondary" : "danger"}>
                  <Lock aria-hidden className="size-5" />
                  {user.locked ? t("unlock") : t("lock")}
                </Button>
              </form>
            </div>
          ) : (
            <Notice>{t("yourself")}</Notice>
          )}
        </Section>
      </div>
    </WorkspaceFrame>
  );
}
