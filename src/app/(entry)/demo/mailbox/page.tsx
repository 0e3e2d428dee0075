import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { listDemoMail } from "@/features/messages/queries";
import { formatDateTime } from "@/i18n/formatting";
import { DEFAULT_LOCALE } from "@/i18n/locales";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { robots: { index: false } };

/** What the demo would have mailed. Outside the demo this page does not exist. */
export default async function DemoMailboxPage() {
  const mails = await listDemoMail();
  if (!mails) notFound();
  const t = await getTranslations({ locale: DEFAULT_LOCALE, namespace: "DemoMailbox" });
  return (
    <main className="mx-auto grid max-w-3xl gap-6 px-4 py-8">
      <title>{t("title")}</title>
      <h1 className="text-3xl">{t("title")}</h1>
      <p>{t("lead")}</p>
      {mails.length === 0 ? <p>{t("empty")}</p> : null}
      {mails.map((mail) => (
        <article key={mail.id} className="grid gap-2 rounded-card border border-line bg-surface p-4">
          <h2 className="text-lg" lang={mail.locale} dir="auto">
            {mail.subject}
          </h2>
          <p className="text-sm text-ink-soft">
            {t("to")}: <bdi>{mail.to}</bdi> · {formatDateTime(DEFAULT_LOCALE, mail.at)}
            {mail.hasCalendar ? ` · ${t("attachment")}` : ""}
          </p>
          {/* The mail's own document, kept apart: no scripts, but its links may lead on in this window. */}
          <iframe
            srcDoc={mail.html}
            title={mail.subject}
            sandbox="allow-top-navigation-by-user-activation allow-popups"
            className="h-[34rem] w-full rounded-field border border-line bg-white"
          />
        </article>
      ))}
    </main>
  );
}
