import { MailPlus, Mails } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { hasRole, Permit } from "@/features/access/policy";
import type { UserActor } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { inviteAction, withdrawAction } from "@/features/users/actions";
import { canListInvitations, canWithdrawInvitation, invitableRoles } from "@/features/users/policy";
import { listOrganisations, searchInvitations } from "@/features/users/queries";
import { InvitationSearchSchema } from "@/features/users/schema";
import { formatNumericDate } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { emailField, LOCALE_OPTIONS } from "@/ui/form-fields";
import { Found, SearchForm } from "@/ui/search-form";
import { Section } from "@/ui/section";
import { Tag, type TagTone } from "@/ui/tag";
import { privateMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { Pager } from "../../pager";
import { WorkspaceFrame } from "../../workspace-frame";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Invitations" });
  return privateMetadata(t("title"), InvitationSearchSchema.parse(await searchParams).text);
}

const TONES: Record<"open" | "accepted" | "withdrawn" | "expired", TagTone> = {
  open: "info",
  accepted: "good",
  withdrawn: "plain",
  expired: "plain",
};

/** Invites people to work in the network, and shows the invitations and their states. */
export default async function InvitationsPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.invitations(locale));
  const { actor } = session;
  const permit = permitOr404(canListInvitations, actor, null);
  const query = await searchParams;
  const search = InvitationSearchSchema.parse(query);
  const [t, lists, { invitations, total, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "Invitations" }),
    getTranslations({ locale, namespace: "StaffLists" }),
    searchInvitations(permit, search),
  ]);
  const pageAt = (page: number) => routes.invitations(locale, { text: search.text, page });
  return (
    <WorkspaceFrame locale={locale} path={routes.invitations(locale)} session={session} part="invitations">
      <div className="mx-auto grid w-full max-w-3xl gap-8">
        <header className="grid gap-3">
          <h1 className="text-3xl">{t("title")}</h1>
          <FlashMessage done={query.done} messages={{ invited: t("doneInvited"), withdrawn: t("doneWithdrawn") }} />
        </header>
        <Invite locale={locale} actor={actor} />
        <Section title={t("sent")} icon={<Mails aria-hidden />}>
          <SearchForm action={routes.invitations(locale)} submit={lists("find")}>
            <div className="min-w-0 grow basis-56">
              <TextField
                id="text"
                name="text"
                label={lists("inviteeAddress")}
                defaultValue={search.text}
                maxLength={100}
                dir="ltr"
                className="text-start"
              />
            </div>
          </SearchForm>
          <Found level={3} text={search.text}>
            {lists("invitations", { count: total })}
          </Found>
          {total === 0 && !search.text ? <p>{t("none")}</p> : null}
          <ul className="grid gap-3">
            {invitations.map((invitation) => (
              <InvitationItem key={invitation.id} locale={locale} invitation={invitation} actor={actor} />
            ))}
          </ul>
          <Pager locale={locale} page={search.page} pages={pages} at={pageAt} />
        </Section>
      </div>
    </WorkspaceFrame>
  );
}

/** The form that invites somebody: administrators to any organisation or none, staff to theirs. */
async function Invite({ locale, actor }: { locale: Locale; actor: UserActor }) {
  const [t, roles, all] = await Promise.all([
    getTranslations({ locale, namespace: "Invitations" }),
    getTranslations({ locale, namespace: "Roles" }),
    listOrganisations(),
  ]);
  const isAdministrator = hasRole(actor, "administrator");
  const organisations = isAdministrator ? all : all.filter(({ id }) => actor.organisationIds.includes(id));
  return (
    <Section title={t("newTitle")} icon={<MailPlus aria-hidden />}>
      <p>{t("newText")}</p>
      <Form
        action={inviteAction.bind(null, locale)}
        initial={initialFormState({
          role: "peer_tutor",
          locale,
          organisation: isAdministrator ? "" : (organisations[0]?.id ?? ""),
        })}
        lists={{
          roles: invitableRoles(actor).map((value) => ({ value, label: roles(value) })),
          organisations: [
            ...(isAdministrator ? [{ value: "", label: t("organisationNone") }] : []),
            ...organisations.map(({ id, name }) => ({ value: id, label: name, lang: "fi" })),
          ],
          locales: LOCALE_OPTIONS,
        }}
        steps={[
          {
            id: "invite",
            fields: [
              emailField(t("email"), { maxLength: 254, required: true }),
              { kind: "select", name: "role", label: t("role"), options: "roles" },
              { kind: "select", name: "organisation", label: t("organisation"), options: "organisations" },
              { kind: "select", name: "locale", label: t("locale"), hint: t("localeHint"), options: "locales" },
            ],
          },
        ]}
        words={await formLabels(locale, t("send"))}
      />
    </Section>
  );
}

/** One invitation with its state, and the button that withdraws it while it is open. */
async function InvitationItem({
  locale,
  invitation,
  actor,
}: {
  locale: Locale;
  invitation: Awaited<ReturnType<typeof searchInvitations>>["invitations"][number];
  actor: UserActor;
}) {
  const [t, roles] = await Promise.all([
    getTranslations({ locale, namespace: "Invitations" }),
    getTranslations({ locale, namespace: "Roles" }),
  ]);
  const states = { open: t("open"), accepted: t("accepted"), withdrawn: t("withdrawn"), expired: t("expired") };
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 rounded-card border border-line bg-surface p-4">
      <div className="min-w-0 grow">
        <p>
          <bdi dir="ltr" className="font-semibold wrap-anywhere">
            {invitation.email}
          </bdi>
        </p>
        <p>
          <Terms locale={locale}>{roles(invitation.role)}</Terms>
          {invitation.organisation ? (
            <>
              {" · "}
              <bdi lang="fi">{invitation.organisation}</bdi>
            </>
          ) : null}
        </p>
        <p className="flex flex-wrap items-center gap-3 text-sm text-ink-soft">
          <Tag tone={TONES[invitation.state]}>{states[invitation.state]}</Tag>
          {t("until", { date: formatNumericDate(invitation.expiresAt) })}
        </p>
      </div>
      {invitation.state === "open" && Permit.ask(canWithdrawInvitation, actor, invitation) ? (
        <form action={withdrawAction.bind(null, locale, invitation.id)}>
          <Button type="submit" kind="danger">
            {t("withdraw")}
            <span className="sr-only">: {invitation.email}</span>
          </Button>
        </form>
      ) : null}
    </li>
  );
}
