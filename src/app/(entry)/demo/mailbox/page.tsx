import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LETTERS } from "@/contributions/letters";
import { listDemoAccounts, listDemoLinks } from "@/features/accounts/queries";
import { composeMessage, listDemoMail, listDemoSms } from "@/features/notifications/queries";
import { formatDateTime } from "@/i18n/formatting";
import { DEFAULT_LOCALE } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { TextLink } from "@/ui/text-link";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { robots: { index: false } };

/** The mail that the demo would have sent. Does not exist outside the demo. */
export default async function DemoMailboxPage() {
  const [mails, waiting, links, accounts] = await Promise.all([
    listDemoMail(),
    listDemoSms(),
    listDemoLinks(),
    listDemoAccounts(),
  ]);
  if (!mails || !waiting || !links || !accounts) notFound();
  const texts = await Promise.all(
    waiting.map(async (sms) => ({ ...sms, text: (await composeMessage(LETTERS, sms))?.sms })),
  );
  const [t, roles] = await Promise.all([
    getTranslations({ locale: DEFAULT_LOCALE, namespace: "DemoMailbox" }),
    getTranslations({ locale: DEFAULT_LOCALE, namespace: "Roles" }),
  ]);
  return (
    <main className="mx-auto grid max-w-3xl gap-6 px-4 py-8">
      <title>{t("title")}</title>
      <h1 className="text-3xl">{t("title")}</h1>
      <p>{t("lead")}</p>
      <section aria-labelledby="accounts" className="grid gap-2">
        <h2 id="accounts" className="text-xl">
          {t("accounts")}
        </h2>
        <p>{t("accountsText")}</p>
        <ul className="grid gap-1">
          {accounts.map(({ email, name, roles: held, code }) => (
            <li key={email} className="flex flex-wrap gap-x-3">
              <span className="font-semibold">
                {held.length > 0 ? held.map((role) => roles(role)).join(", ") : roles("participant")}
              </span>
              <bdi>{name}</bdi>
              <bdi dir="ltr">{email}</bdi>
              {code ? <span>{t("factorCode", { code })}</span> : null}
            </li>
          ))}
        </ul>
        <p>
          <TextLink href={routes.signIn(DEFAULT_LOCALE)} className="inline-flex min-h-11 items-center">
            {t("signIn")}
          </TextLink>
        </p>
      </section>
      <section aria-labelledby="links" className="grid gap-2">
        <h2 id="links" className="text-xl">
          {t("links")}
        </h2>
        <ul>
          {links.map(({ id, kind, holder, token }) => (
            <li key={id}>
              <TextLink
                href={(kind === "helper" ? routes.helper : routes.manage)(DEFAULT_LOCALE, token)}
                className="inline-flex min-h-11 items-center"
              >
                {kind === "helper" ? t("helperLink") : t("manageLink")}
              </TextLink>{" "}
              (<bdi>{holder}</bdi>)
            </li>
          ))}
        </ul>
      </section>
      {mails.length === 0 ? <p>{t("empty")}</p> : null}
      {mails.map((mail, n) => (
        <details key={mail.id} open={n === 0} className="rounded-card border border-line bg-surface p-4">
          <summary className="grid min-h-12 gap-1">
            <span className="font-display text-lg font-bold" lang={mail.locale} dir="auto">
              {mail.subject}
            </span>
            <span className="text-sm text-ink-soft">
              {t("to")}: <bdi>{mail.to}</bdi> · {formatDateTime(DEFAULT_LOCALE, mail.at)}
              {mail.hasCalendar ? ` · ${t("attachment")}` : ""}
            </span>
          </summary>
          {/* The mail's own document in a sandbox: no scripts, but its links may open in this window. */}
          <iframe
            srcDoc={mail.html}
            title={mail.subject}
            loading="lazy"
            sandbox="allow-top-navigation-by-user-activation allow-popups"
            className="mt-3 h-[38rem] w-full rounded-field border border-line bg-white"
          />
        </details>
      ))}
      {texts.map(({ id, to, text, locale, createdAt }) =>
        text ? (
          <details key={id} className="rounded-card border border-line bg-surface p-4">
            <summary className="min-h-11">
              {t("sms")} · <bdi dir="ltr">{to}</bdi> · {formatDateTime(DEFAULT_LOCALE, createdAt)}
            </summary>
            <p className="mt-3 whitespace-pre-line" lang={locale} dir="auto">
              {text}
            </p>
          </details>
        ) : null,
      )}
    </main>
  );
}
