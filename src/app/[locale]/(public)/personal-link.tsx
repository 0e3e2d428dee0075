import { KeyRound, Link2Off } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import { env } from "@/platform/env";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ContactLine } from "@/ui/contact-line";
import { CopyButton } from "@/ui/copy-button";
import { Notice } from "@/ui/notice";

// What the pages show that somebody without an account opens with their own link: a ticket, and the page of somebody in a group.

/** Tells them which of their addresses refuse messages, and what to do. */
export function RefusedAddresses({
  addresses,
  title,
  text,
}: {
  addresses: readonly string[];
  title: string;
  text: string;
}) {
  return (
    <Notice tone="care" title={title}>
      <ul>
        {addresses.map((address) => (
          <li key={address}>
            <bdi dir="ltr" className="font-semibold break-all">
              {address}
            </bdi>
          </li>
        ))}
      </ul>
      <p>{text}</p>
    </Notice>
  );
}

/** Their link, to keep and to copy; `text` says why. */
export function KeptLink({ locale, path, text }: { locale: Locale; path: Address; text: string }) {
  return (
    <div className="grid gap-1">
      <p>{text}</p>
      <LinkToCopy locale={locale} path={path} className="text-sm text-ink-soft" />
    </div>
  );
}

/** A link in full, beside a button that copies it. The button is not on paper. */
export async function LinkToCopy({
  locale,
  path,
  className = "",
}: {
  locale: Locale;
  path: Address;
  className?: string;
}) {
  const t = await getTranslations({ locale, namespace: "Forum" });
  const link = `${env().APP_URL}${path}`;
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <bdi dir="ltr" className={`break-all ${className}`}>
        {link}
      </bdi>
      <CopyButton
        text={link}
        label={t("shareCopy")}
        done={t("shareCopied")}
        className="min-h-11 cursor-pointer font-semibold text-spruce underline underline-offset-4 print:hidden"
      />
    </p>
  );
}

/** Lets them replace their link if it has fallen into other hands. */
export function RenewLink({
  action,
  title,
  text,
  button,
}: {
  action: () => Promise<void>;
  title: string;
  text: string;
  button: string;
}) {
  return (
    <details className="fold rounded-field border-2 border-line print:hidden">
      <summary className="flex min-h-12 list-none items-center gap-3 px-3.5 py-2 font-semibold">
        <KeyRound aria-hidden className="size-5 shrink-0 text-spruce" />
        {title}
      </summary>
      <form action={action} className="grid gap-3 px-3.5 pb-4">
        <p>{text}</p>
        <p>
          <Button type="submit" kind="secondary">
            {button}
          </Button>
        </p>
      </form>
    </details>
  );
}

/** Where a former link leads: it opens nothing, says so, and names whom to ask. */
export function FormerLink({
  title,
  text,
  ask,
  contact,
}: {
  title: string;
  text: string;
  ask: string;
  contact: Parameters<typeof ContactLine>[0];
}) {
  return (
    <Card className="mx-auto grid max-w-2xl gap-4">
      <h1 className="flex items-center gap-3 text-2xl">
        <Link2Off aria-hidden className="size-8 shrink-0 text-spruce" />
        {title}
      </h1>
      <p>{text}</p>
      <p>{ask}</p>
      <ContactLine {...contact} />
    </Card>
  );
}
