import { Download, LaptopMinimal, ShieldCheck, Ticket, Trash2, UserRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { newCodesAction, profileAction, signOutEverywhereAction } from "@/features/accounts/actions";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canUseOwnAccount, type OwnAccount } from "@/features/accounts/policy";
import { getAccount } from "@/features/accounts/queries";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { registrationStatusWords } from "@/features/registration/components/status-words";
import { listOwnRegistrations } from "@/features/registration/queries";
import { formatList, formatNumericDateTime } from "@/i18n/formatting";
import { LOCALE_CODES, LOCALES, type Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Button, buttonClass } from "@/ui/button";
import { Card } from "@/ui/card";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { Link } from "@/ui/link";
import { Section } from "@/ui/section";
import { Tag } from "@/ui/tag";
import { privateMetadata } from "../../page-metadata";
import { type LocaleParams, localeOf } from "../locale-params";
import { SignOutForm } from "../sign-out-form";
import { WorkspaceFrame } from "../workspace-frame";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Me" });
  return privateMetadata(t("title"));
}

/** The user's own page: their registrations, their account, and the data stored about them. */
export default async function MePage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const { done } = await searchParams;
  const session = await requireLoginSession(locale, routes.me(locale));
  const permit = permitOr404(canUseOwnAccount, session.actor, { userId: session.actor.id });
  const [t, account] = await Promise.all([getTranslations({ locale, namespace: "Me" }), getAccount(permit)]);
  return (
    <WorkspaceFrame locale={locale} path={routes.me(locale)} session={session} part="me">
      <div className="mx-auto grid w-full max-w-2xl gap-10">
        <header className="grid gap-3">
          <h1 className="text-3xl">{t("title")}</h1>
          <FlashMessage done={done} messages={{ profile: t("doneProfile") }} />
        </header>
        <OwnRegistrations locale={locale} permit={permit} email={account.email} />
        <Profile locale={locale} account={account} />
        <Security locale={locale} account={account} here={session.loginSessionId} />
        <Section title={t("data")} icon={<Download aria-hidden />}>
          <p>{t("dataText")}</p>
          <p className="flex flex-wrap gap-3">
            <a href={routes.myDataFile(locale)} download className={buttonClass("secondary")}>
              <Download aria-hidden className="size-5" />
              {t("download")}
            </a>
            <Link href={routes.eraseAccount(locale)} className={buttonClass("danger")}>
              <Trash2 aria-hidden className="size-5" />
              {t("erase")}
            </Link>
          </p>
        </Section>
      </div>
    </WorkspaceFrame>
  );
}

type Account = Awaited<ReturnType<typeof getAccount>>;

/** The forums for which the user has registered, each with its ticket. */
async function OwnRegistrations({ locale, permit, email }: { locale: Locale; permit: OwnAccount; email: string }) {
  const [t, states, registrations] = await Promise.all([
    getTranslations({ locale, namespace: "Me" }),
    registrationStatusWords(locale),
    listOwnRegistrations(permit, locale),
  ]);
  return (
    <Section title={t("registrations")} icon={<Ticket aria-hidden />}>
      {registrations.length === 0 ? (
        <>
          <p>{t("registrationsNone", { email: email })}</p>
          <p>
            <Link href={routes.forums(locale)} className={buttonClass("secondary")}>
              {t("browse")}
            </Link>
          </p>
        </>
      ) : null}
      <ul className="grid gap-4">
        {registrations.map(({ token, code, status, people, forum }) => (
          <li key={token}>
            <Card className="grid gap-2">
              <p className="flex flex-wrap items-center gap-3">
                <Tag tone={states[status].tone}>{states[status].title}</Tag>
                <bdi dir="ltr" className="font-display font-bold">
                  {code}
                </bdi>
              </p>
              <h3 className="text-xl" {...languageOf(forum.text.locale, locale)}>
                {forum.text.title}
              </h3>
              <p>
                <ForumWhen locale={locale} startsAt={forum.startsAt} endsAt={forum.endsAt} />
              </p>
              <p className="text-ink-soft">
                <bdi>{formatList(locale, people)}</bdi>
              </p>
              <p>
                <Link href={routes.ticket(locale, token)} className={buttonClass("secondary")}>
                  {t("open")}
                  <span className="sr-only">
                    : <bdi {...languageOf(forum.text.locale, locale)}>{forum.text.title}</bdi>
                  </span>
                </Link>
              </p>
            </Card>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The user's address, name and language. */
async function Profile({ locale, account }: { locale: Locale; account: Account }) {
  const t = await getTranslations({ locale, namespace: "Me" });
  return (
    <Section title={t("account")} icon={<UserRound aria-hidden />}>
      <p>
        <bdi dir="ltr" className="font-semibold wrap-anywhere">
          {account.email}
        </bdi>
        {account.organisations.length > 0 ? <> · {formatList(locale, account.organisations)}</> : null}
      </p>
      <Form
        action={profileAction.bind(null, locale)}
        initial={initialFormState({ name: account.name ?? "", locale: account.locale })}
        lists={{
          locales: LOCALE_CODES.map((code) => ({ value: code, label: LOCALES[code].name, lang: code })),
        }}
        steps={[
          {
            id: "profile",
            fields: [
              { kind: "text", name: "name", label: t("name"), autoComplete: "name", maxLength: 100 },
              { kind: "select", name: "locale", label: t("mailLocale"), options: "locales" },
            ],
          },
        ]}
        words={await formLabels(locale, t("save"))}
        kind="secondary"
      />
    </Section>
  );
}

/** The second factor, and where the user is signed in. */
async function Security({ locale, account, here }: { locale: Locale; account: Account; here: string | null }) {
  const [t, work] = await Promise.all([
    getTranslations({ locale, namespace: "Me" }),
    getTranslations({ locale, namespace: "Work" }),
  ]);
  return (
    <Section title={t("security")} icon={<ShieldCheck aria-hidden />}>
      <p>{account.hasSecondFactor ? t("factorAdded", { count: account.recoveryCodesLeft }) : t("factorNone")}</p>
      {account.hasSecondFactor ? (
        <form action={newCodesAction.bind(null, locale)}>
          <Button type="submit" kind="secondary">
            {t("newCodes")}
          </Button>
        </form>
      ) : (
        <p>
          <Link href={routes.secondFactor(locale, { next: routes.me(locale) })} className={buttonClass("secondary")}>
            {t("addFactor")}
          </Link>
        </p>
      )}
      <h3 className="text-xl">{t("loginSessions")}</h3>
      <ul className="grid gap-2">
        {account.loginSessions.map(({ id, createdAt, lastSeenAt }) => (
          <li key={id} className="flex items-start gap-3">
            <LaptopMinimal aria-hidden className="mt-1 size-5 shrink-0 text-spruce" />
            <span>
              {t("signedInAt", {
                at: formatNumericDateTime(locale, createdAt),
                seen: formatNumericDateTime(locale, lastSeenAt),
              })}
              {id === here ? <> · {t("thisOne")}</> : null}
            </span>
          </li>
        ))}
      </ul>
      <SignOutForm action={signOutEverywhereAction.bind(null, locale)} unsentText={work.raw("unsent") as string}>
        <Button type="submit" kind="danger">
          {t("signOutEverywhere")}
        </Button>
      </SignOutForm>
    </Section>
  );
}
