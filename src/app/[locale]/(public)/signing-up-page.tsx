import type { ComponentProps, ReactNode } from "react";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import type { Address } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { PageHelp } from "@/ui/help-context";
import { Link } from "@/ui/link";
import { TEXT_LINK } from "@/ui/text-link";
import { SiteFrame } from "../site-frame";

/**
 * The page with the form for one forum or group: what it is for and when, and the form; or, if it takes nobody, why, and whom to
 * ask. `intro` stands before the form, `children` after the way back.
 */
export function SigningUpPage({
  locale,
  path,
  section,
  contact,
  heading,
  subject,
  when,
  intro = null,
  form,
  closed,
  back,
  children,
}: {
  locale: Locale;
  path: Address;
  section: "forums" | "groups";
  contact: ComponentProps<typeof SiteFrame>["contact"];
  heading: string;
  /** The title of the forum or group, in the language that it is in. */
  subject: { title: string; locale: string };
  when: ReactNode;
  intro?: ReactNode;
  /** Null if it takes nobody. */
  form: ReactNode;
  closed: ReactNode;
  back: { href: Address; text: string };
  children?: ReactNode;
}) {
  return (
    <SiteFrame locale={locale} path={path} section={section} contact={contact} typing={form !== null}>
      <div className="mx-auto grid max-w-2xl gap-4 sm:gap-6">
        <header className="grid gap-1.5">
          <h1 className="text-3xl">{heading}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(subject.locale, locale)}>
            <Terms locale={subject.locale}>{subject.title}</Terms>
          </p>
          <p>{when}</p>
        </header>
        {intro}
        {form ?? (
          <>
            {closed}
            <PageHelp />
          </>
        )}
        <p>
          <Link href={back.href} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            {back.text}
          </Link>
        </p>
        {children}
      </div>
    </SiteFrame>
  );
}
